import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs programs as processes, and measures each from its start to its end.
 *
 * @param folder where the processes run; it may be written to
 */
export function processesIn(folder) {
  const usageFile = join(folder, 'usage.json');
  const probe = join(folder, 'probe.cjs');
  writeFileSync(probe, `(${saveUsage})(${JSON.stringify(usageFile)});`);

  /** Runs Node. Returns milliseconds of wall and CPU time, and the peak of memory in megabytes. */
  function node(...args) {
    const { wall } = spawned(process.execPath, ['--require', probe, ...args]);
    const { cpu, kilobytes } = JSON.parse(readFileSync(usageFile, 'utf8'));
    return { wall, cpu: cpu / 1000, megabytes: kilobytes / 1024 };
  }

  /** Runs another program, as a line for bash. Its memory is not known. */
  function shell(line) {
    const script = `TIMEFORMAT='%U %S'; time { ${line} ; } > ${quoted(join(folder, 'output.txt'))} 2>&1`;
    const { wall, stderr } = spawned('bash', ['-c', script]);
    const [user, system] = stderr.trim().split(' ').map(Number);
    return { wall, cpu: (user + system) * 1000, megabytes: null };
  }

  /** Counts the instructions of a run of Node by the first of the counters that this machine has. */
  function countInstructions(...args) {
    for (const count of [countByPerf, countByCallgrind]) {
      const instructions = count(folder, [process.execPath, ...args]);
      if (instructions !== null) return instructions;
    }
    throw new Error('no instructions can be counted here: install perf (with hardware counters) or valgrind');
  }

  function spawned(command, args) {
    const start = performance.now();
    const { error, status, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    const wall = performance.now() - start;
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${status}:\n${stderr}`);
    return { wall, stderr };
  }

  return { node, shell, countInstructions };
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

/** The median of each measure of several runs. */
export function medians(runs) {
  const median = (key) => {
    const values = runs.map((run) => run[key]).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)];
  };
  return { wall: median('wall'), cpu: median('cpu'), megabytes: median('megabytes') };
}

/** Null where there is no perf, or where the machine has no counters: virtual machines often have none. */
function countByPerf(folder, command) {
  const { status, stderr } = spawnSync('perf', ['stat', '-x', ',', '-e', 'instructions:u', '--', ...command], {
    cwd: folder,
    encoding: 'utf8',
  });
  const count = /^(\d+),/m.exec(stderr ?? '');
  return status === 0 && count !== null ? Number(count[1]) : null;
}

/** Null where there is no valgrind. Takes about fifty times as long as the run by itself. */
function countByCallgrind(folder, command) {
  const options = ['--tool=callgrind', '--callgrind-out-file=/dev/null'];
  const { status, stderr } = spawnSync('valgrind', [...options, ...command], { cwd: folder, encoding: 'utf8' });
  const count = /Collected : (\d+)/.exec(stderr ?? '');
  return status === 0 && count !== null ? Number(count[1]) : null;
}

function quoted(path) {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
