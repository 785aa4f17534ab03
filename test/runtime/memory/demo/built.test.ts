import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { modulesLoadedBy } from '../../../tools/loaded.js';

const dist = pathToFileURL(fileURLToPath(new URL('../../../../dist/', import.meta.url))).href;

/** A program with classes of its own, of names that the demo machine's classes have as well. */
const PROGRAM = `
import { initialize } from '${dist}runtime/index.js';
import { MemoryRepository } from '${dist}runtime/memory/index.js';
import * as mi from '${dist}runtime/v1/index.js';

class CIM_Service extends mi.CimObject {
  static { mi.cimClass(this, { revision: 2, class: 'root/cimv2:CIM_Service', properties: 'Name:string!' }); }
}
class Win32_Service extends CIM_Service {
  static { mi.cimClass(this, { revision: 2, class: 'root/cimv2:Win32_Service', properties: 'ProcessId:uint32' }); }
}
const application = await initialize({ handler: await MemoryRepository.demo() });
const services = await CIM_Service.$enumerate(await application.newSession()).toArray();
const own = services.filter((service) => service instanceof Win32_Service);
const named = services.filter(({ $instance }) => $instance.className === 'Win32_Service');
console.log(own.length === named.length && own.length > 40);
`;

it('of the package leaves the classes of its users to them', () => {
  expect(execFileSync(process.execPath, ['--input-type=module', '--eval', PROGRAM], { encoding: 'utf8' })).toBe(
    'true\n',
  );
});

it('of the package reads no MOF', () => {
  const program = `await (await import('${dist}runtime/memory/index.js')).MemoryRepository.demo();`;
  const loaded = modulesLoadedBy(['--input-type=module', '--eval', program]);
  expect(loaded).toContain(`${dist}runtime/chunks/demo.js`);
  const ofGenerator = loaded.filter((url) => url.includes('/generator/chunks/'));
  expect(ofGenerator).toEqual([`${dist}generator/chunks/bundled-files.js`]);
});

/** A program that starts a job, and says in which state it is when there is nothing to do any more. */
const STARTING = `
import { CimInstance, initialize } from '${dist}runtime/index.js';
import { MemoryRepository } from '${dist}runtime/memory/index.js';

const namespace = 'root/virtualization/v2';
const session = await (await initialize({ handler: await MemoryRepository.demo() })).newSession();
const [machine] = await session.query(namespace, "SELECT * FROM Msvm_ComputerSystem WHERE ElementName='build01'").toArray();
const asked = [{ name: 'RequestedState', type: 'uint16', array: false, value: 2 }];
const started = await session.invoke(namespace, machine, 'RequestStateChange', new CimInstance('__PARAMETERS', asked));
process.once('beforeExit', async () => {
  const job = await session.getInstance(namespace, started.get('Job'));
  console.log(job.get('JobState'), job.get('PercentComplete'));
});
`;

it('of the package ends its jobs before the program ends', () => {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', STARTING], { encoding: 'utf8' });
  expect(output).toBe('7 100\n');
});
