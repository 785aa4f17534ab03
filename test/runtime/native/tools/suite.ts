/**
 * These tests run under vitest, and under Node's own runner where vitest does not run (Windows' Node under Wine). So
 * they use what both have, a name and a function, and `node:assert`.
 */
type Test = (name: string, run: () => void | Promise<void>) => void;

export const test: Test = await runner();

async function runner(): Promise<Test> {
  if (process.env['VITEST'] !== undefined) {
    const { it } = await import('vitest');
    return (name, run) => it(name, run);
  }
  const { test: nodeTest } = await import('node:test');
  return (name, run) => void nodeTest(name, run);
}
