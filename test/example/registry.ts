/** What is installed, as the registry has it; then a value of one's own: written, watched, read and deleted. */
import { RegistryValueChangeEvent, StdRegProv } from '../../generated/root/default/index.js';
import { connect } from './connect.js';

const HKEY_LOCAL_MACHINE = 0x80000002;
const UNINSTALL = String.raw`SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`;
const OWN = String.raw`SOFTWARE\Fabrikam\Inventory`;

const application = await connect();
const session = await application.newSession();

const { sNames } = await StdRegProv.EnumKey(session, { hDefKey: HKEY_LOCAL_MACHINE, sSubKeyName: UNINSTALL });
for (const name of sNames ?? []) {
  const sSubKeyName = `${UNINSTALL}\\${name}`;
  const { sValue } = await StdRegProv.GetStringValue(session, { sSubKeyName, sValueName: 'DisplayName' });
  console.log(`Installed: ${sValue ?? name}`);
}

await StdRegProv.CreateKey(session, { sSubKeyName: OWN }).expectSuccess();
const where = { Hive: 'HKEY_LOCAL_MACHINE', KeyPath: OWN, ValueName: 'LastRun' };
const change = RegistryValueChangeEvent.$subscribe(session, { where }).first();
await StdRegProv.SetDWORDValue(session, { sSubKeyName: OWN, sValueName: 'LastRun', uValue: 42 }).expectSuccess();
console.log(`Changed: ${(await change)?.indication.ValueName}`);
const { uValue } = await StdRegProv.GetDWORDValue(session, { sSubKeyName: OWN, sValueName: 'lastrun' });
console.log(`Read: ${uValue}`);
await StdRegProv.DeleteKey(session, { sSubKeyName: OWN }).expectSuccess();
const { ReturnValue } = await StdRegProv.EnumValues(session, { sSubKeyName: OWN });
console.log(`Deleted: EnumValues returns ${ReturnValue}.`);

await application.close();
