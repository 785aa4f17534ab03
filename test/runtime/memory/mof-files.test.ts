import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiagnosticError, parseMof } from 'mi-codegen';
import { afterAll, describe, expect, it } from 'vitest';
import { MemoryRepository, RepositoryLoadError } from '../../../runtime/memory/index.js';
import { mof, requests, run } from './harness.js';

const folder = mkdtempSync(join(tmpdir(), 'mi-codegen-repository-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function namesIn(repository: MemoryRepository, namespace: string): Promise<unknown> {
  const session = await repository.newSession({});
  const { failure, instances } = await run(session, requests.enumerate('Thing', 'deep', { namespace }));
  return failure ?? instances.map((one) => one.get('Name'));
}

const THING = 'class Thing { [Key] string Name; };';

describe('load', () => {
  it('reads files of MOF, each into the namespaces that it names', async () => {
    const repository = new MemoryRepository();
    const first = file('a.mof', `#pragma namespace("root/a")\n${THING} instance of Thing { Name = "a"; };`);
    const second = file('b.mof', `${THING} instance of Thing { Name = "b"; };`);
    expect(await repository.load([first, second])).toBeUndefined();
    expect(await namesIn(repository, 'root/a')).toEqual(['a']);
    expect(await namesIn(repository, 'root/cimv2')).toEqual(['b']);
    await repository.load(second, 'root/b');
    expect(await namesIn(repository, 'root/b')).toEqual(['b']);
  });

  it('says of a file with mistakes where they are, and loads nothing', async () => {
    const repository = new MemoryRepository({ schema: mof(THING) });
    const wrong = file('wrong.mof', `#pragma namespace("root/test")\ninstance of Thing { Name = "x"; };\nclass { };`);
    const failure: unknown = await repository.load(wrong).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DiagnosticError);
    expect((failure as DiagnosticError).diagnostics).toMatchObject([{ place: { file: wrong, line: 3 } }]);
    await expect(repository.load(join(folder, 'gone.mof'))).rejects.toThrow('there is no such file');
    const unfit = file('unfit.mof', '#pragma namespace("root/test")\ninstance of Thing { Nam = "x"; };');
    await expect(repository.load(unfit)).rejects.toThrow(
      new RepositoryLoadError(['instance of root/test:Thing: Nam: Thing has no such property']),
    );
    expect(await namesIn(repository, 'root/test')).toEqual([]);
  });

  it('refuses what is no path', async () => {
    await expect(new MemoryRepository().load(['x.mof', 5 as never])).rejects.toThrow('loadMof() takes');
  });
});

describe('from', () => {
  const text = `${THING} instance of Thing { Name = "x"; };`;

  it('takes a schema, and what sources of schemas give', async () => {
    const loaded = parseMof(text, { namespace: 'root/test' });
    for (const given of [loaded, loaded.schema]) {
      expect(await namesIn(MemoryRepository.from(given), 'root/test')).toEqual(['x']);
    }
    const repository = new MemoryRepository();
    repository.load(loaded);
    expect(await namesIn(repository, 'root/test')).toEqual(['x']);
  });

  it('takes the other options of a repository', async () => {
    const repository = MemoryRepository.from(mof(text), { embeddedInstances: 'text' });
    expect((await repository.newSession({})).embeddedInstances).toBe('text');
    expect(() => MemoryRepository.from(mof(text), { embeddedInstances: 'xml' as never })).toThrow(
      'embeddedInstances must be one of "instance", "text", not "xml"',
    );
  });
});
