import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './bench-run.mjs';

/** How many lines of a program's messages are shown where it fails. */
const SHOWN = 20;

/**
 * Runs rows of the table as processes: Node with `args`, or another program as a `line` for bash.
 *
 * @param folder where Node runs; it may be written to
 */
export function processesIn(folder) {
  const usageFile = join(folder, 'usage.json');
  const outputFile = join(folder, 'output.txt');
  const probe = join(folder, 'probe.cjs');
  let counter;
  writeFileSync(probe, `(${saveUsage})(${JSON.stringify(usageFile)});`);

  /** Measures a process from its start to its end: milliseconds of wall and CPU time, and the peak of memory. */
  function time({ name, args, line }) {
    return line === undefined ? timeNode(name, args) : timeLine(name, line);
  }

  function timeNode(name, args) {
    rmSync(usageFile, { force: true });
    const { wall, status, signal, stdout, stderr } = spawned(process.execPath, ['--require', probe, ...args], folder);
    check(status === 0, `${ending(name, status, signal)}\n${firstLines(stderr || stdout)}`);
    check(existsSync(usageFile), `${name}: what it used is not known, since another program took the place of Node`);
    const { cpu, kilobytes } = JSON.parse(readFileSync(usageFile, 'utf8'));
    return { wall, cpu: cpu / 1000, megabytes: kilobytes / 1024 };
  }

  /** The memory of a line is not known. It runs in the folder of the user, whose paths it may name. */
  function timeLine(name, line) {
    // On lines of its own, it may end in `;` or in a comment. In a subshell, it may end in `exit`.
    const script = `TIMEFORMAT='%U %S'; time { (\n${line}\n) } > ${quoted(outputFile)} 2>&1`;
    const { wall, status, signal, stderr } = spawned('bash', ['-c', script], process.cwd());
    check(status === 0, `${ending(name, status, signal)}\n${lastLines(readFileSync(outputFile, 'utf8') || stderr)}`);
    const [user, system] = stderr.trim().split(' ').map(Number);
    return { wall, cpu: (user + system) * 1000, megabytes: null };
  }

  /** Counts the instructions of a run of Node, in millions. */
  function count({ name, args }) {
    counter ??= findCounter(folder);
    const instructions = counter(folder, args);
    check(instructions !== null, `${name}: failed, or its instructions could not be counted`);
    return { instructions: instructions / 1e6 };
  }

  return { time, count };
}

function spawned(command, args, cwd) {
  const start = performance.now();
  const { error, ...result } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: Number.POSITIVE_INFINITY });
  const wall = performance.now() - start;
  if (error !== undefined) throw error;
  return { wall, ...result };
}

/** Saves what the process used, when it exits. This function runs as the text of a module of its own. */
function saveUsage(file) {
  const { readFileSync, writeFileSync } = require('node:fs');
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    let kilobytes = maxRSS;
    // On Linux, the peak that the system reports includes the memory of the process that started this one.
    if (process.platform === 'linux') {
      kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
    }
    writeFileSync(file, JSON.stringify({ cpu: userCPUTime + systemCPUTime, kilobytes }));
  });
}

/** The first of the counters that works here. It is tried with a run that leaves nothing to the next one. */
function findCounter(folder) {
  const counter = [countByPerf, countByCallgrind].find((each) => each(folder, ['-e', '0']) !== null);
  check(counter, 'No instructions can be counted here: install perf (with hardware counters) or valgrind');
  return counter;
}

/** Null where there is no perf, or where the machine has no counters: virtual machines often have none. */
function countByPerf(folder, args) {
  return counted('perf', ['stat', '-x', ',', '-e', 'instructions:u', '--'], args, folder, /^(\d+),/m);
}

/** Null where there is no valgrind. */
function countByCallgrind(folder, args) {
  const options = ['--tool=callgrind', '--callgrind-out-file=/dev/null'];
  return counted('valgrind', options, args, folder, /Collected : (\d+)/);
}

function counted(program, options, args, cwd, pattern) {
  const { status, stderr } = spawnSync(program, [...options, process.execPath, ...args], { cwd, encoding: 'utf8' });
  const found = pattern.exec(stderr ?? '');
  return status === 0 && found !== null ? Number(found[1]) : null;
}

function ending(name, status, signal) {
  return signal === null ? `${name}: ended with code ${status}` : `${name}: ended by ${signal}`;
}

function firstLines(text) {
  const lines = text.trimEnd().split('\n');
  const left = lines.length - SHOWN;
  return left <= 0 ? lines.join('\n') : `${lines.slice(0, SHOWN).join('\n')}\n(and ${left} more lines)`;
}

function lastLines(text) {
  return text.trimEnd().split('\n').slice(-SHOWN).join('\n');
}

function quoted(path) {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
