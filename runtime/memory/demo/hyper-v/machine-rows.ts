import { OFF, RUNNING, type VirtualMachine } from './virtual-machines.js';

function guest(name: string, address: string, system: string, version: string): Readonly<Record<string, string>> {
  return {
    FullyQualifiedDomainName: `${name}.example.com`,
    OSName: system,
    OSVersion: version,
    NetworkAddressIPv4: address,
    NetworkAddressIPv6: '',
    ProcessorArchitecture: '9',
    IntegrationServicesVersion: version,
  };
}

export const VIRTUAL_MACHINES: readonly VirtualMachine[] = [
  {
    id: '3B1F0C52-7D94-4E2A-9C68-1A5E0D7B3F01',
    name: 'web01',
    state: RUNNING,
    generation: 2,
    processors: 2,
    memory: 2048,
    notes: ['Intranet'],
    guest: guest('web01', '192.0.2.61', 'Windows Server 2022 Standard', '10.0.20348'),
  },
  {
    id: '3B1F0C52-7D94-4E2A-9C68-1A5E0D7B3F02',
    name: 'db01',
    state: RUNNING,
    generation: 2,
    processors: 4,
    memory: 4096,
    notes: [],
    guest: guest('db01', '192.0.2.62', 'Debian GNU/Linux 12', '6.1.0-18-amd64'),
  },
  {
    id: '3B1F0C52-7D94-4E2A-9C68-1A5E0D7B3F03',
    name: 'build01',
    state: OFF,
    generation: 1,
    processors: 2,
    memory: 1024,
    notes: [],
    guest: null,
  },
];
