import { initialize } from 'mi-codegen/runtime';
import { afterEach, expect, it, vi } from 'vitest';
import { requireArchitecture } from '../../runtime/architecture.js';
import { FakeHandler } from './fake-handler.js';

// Nothing native may be touched: koffi itself is native.
const touched = vi.hoisted(() => ({ koffi: 0 }));
vi.mock('koffi', () => {
  touched.koffi += 1;
  return {};
});
const { arch } = process;
const pretend = (value: string) => Object.defineProperty(process, 'arch', { value });
afterEach(() => pretend(arch));

const refusal = (name: string) => `MI cannot be used by a Node for ${name}: install Node for x64 or arm64`;

it.each(['ia32', 'arm', 'mips', 'mipsel', 'ppc64', 's390x', 'riscv64', 'loong64'])(
  'MI is refused in a Node for %s, before anything native is loaded',
  async (name) => {
    pretend(name);
    for (const options of [undefined, {}, { library: '/nowhere/libmi.so' }]) {
      await expect(initialize(options)).rejects.toMatchObject({
        name: 'MiError',
        result: 'NOT_SUPPORTED',
        message: refusal(name),
      });
    }
    expect(touched.koffi).toBe(0);
  },
);

it('a session is refused that goes to MI, and no other', async () => {
  pretend('ia32');
  const remote = new FakeHandler();
  await using application = await initialize({ handlers: { WINRM: remote } });
  await application.newSession({ protocol: 'WINRM' });
  await expect(application.newSession()).rejects.toMatchObject({ result: 'NOT_SUPPORTED', message: refusal('ia32') });
  expect(remote.log).toEqual(['open']);
  await using other = await initialize({ handler: new FakeHandler() });
  await other.newSession();
  expect(touched.koffi).toBe(0);
});

it.each(['x64', 'arm64'])('%s is supported', (name) => {
  expect(() => requireArchitecture('MI', name)).not.toThrow();
});
