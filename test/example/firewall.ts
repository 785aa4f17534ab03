/** The ports that the firewall lets in, with the rules that say so; then one rule is disabled. */
import {
  MSFT_NetFirewallRule_Action as Action,
  MSFT_NetFirewallRule_Direction as Direction,
  CIM_PolicySet_Enabled as Enabled,
  MSFT_NetFirewallRule,
  MSFT_NetFirewallRuleFilterByProtocolPort,
} from '../../generated/root/standardcimv2/index.js';
import { connect } from './connect.js';

const application = await connect();
const session = await application.newSession();

const where = { Direction: Direction.Inbound, Action: Action.Allow, Enabled: Enabled.Enabled } as const;
for await (const rule of MSFT_NetFirewallRule.$query(session, { where })) {
  for await (const { Protocol, LocalPort } of rule.$associators(MSFT_NetFirewallRuleFilterByProtocolPort)) {
    console.log(`${Protocol} ${LocalPort?.join(', ')}: ${rule.DisplayName}`);
  }
}

for await (const rule of MSFT_NetFirewallRule.$query(session, { where: { DisplayName: 'Fabrikam Remote Agent' } })) {
  await rule.Disable();
  await rule.$refresh();
  console.log(`${rule.DisplayName} is ${rule.Enabled === Enabled.Disabled ? 'disabled' : 'enabled'}.`);
}

await application.close();
