/** The virtual machines of a Hyper-V host, and what the guests in them tell of themselves. */
import { valueName } from 'mi-codegen/runtime';
import {
  CIM_EnabledLogicalElement_EnabledState,
  Msvm_ComputerSystem,
  Msvm_KvpExchangeComponent,
  Msvm_SystemDevice,
} from '../../generated/root/virtualization/v2/index.js';
import { connect } from './connect.js';

const application = await connect();
const session = await application.newSession();

for await (const machine of Msvm_ComputerSystem.$query(session, { where: { Caption: 'Virtual Machine' } })) {
  console.log(`${machine.ElementName} is ${valueName(CIM_EnabledLogicalElement_EnabledState, machine.EnabledState)}.`);
  for await (const guest of machine.$associators(Msvm_SystemDevice, { resultClass: Msvm_KvpExchangeComponent })) {
    for (const { Name, Data } of guest.GuestIntrinsicExchangeItems ?? []) {
      if (Name === 'OSName' || Name === 'NetworkAddressIPv4') console.log(`  ${Name}: ${Data}`);
    }
  }
}

await application.close();
