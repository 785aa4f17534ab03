import { readdirSync, readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';

const FOLDER = new URL('./', import.meta.url);

/** What each little program prints on the demo machine. */
const PRINTED: Readonly<Record<string, string>> = {
  disks: `
FABRIKAM SSD 480: 446 GB
  Disk #0, Partition #0: 0 GB
  Disk #0, Partition #1: 446 GB
    C: Windows: 402 GB free
FABRIKAM HDD 2000: 1862 GB
  Disk #1, Partition #0: 1400 GB
    D: Data: 611 GB free
  Disk #1, Partition #1: 462 GB
    E: Backup: 35 GB free
`,
  firewall: `
TCP 3389: Remote Desktop - User Mode (TCP-In)
UDP 3389: Remote Desktop - User Mode (UDP-In)
TCP 5985: Windows Remote Management (HTTP-In)
TCP 5985: Windows Remote Management (HTTP-In)
TCP 445: File and Printer Sharing (SMB-In)
TCP 80: World Wide Web Services (HTTP Traffic-In)
UDP 68: Core Networking - Dynamic Host Configuration Protocol (DHCP-In)
TCP 9443: Fabrikam Remote Agent
Fabrikam Remote Agent is disabled.
`,
  'new-virtual-machine': `
Defining a virtual machine: Completed
Changing the state of a virtual machine: Completed
test01 is Enabled.
`,
  printers: `
Office Laser on IP_192.0.2.51: Budget 2025.xlsx, Minutes.docx
Office Color on IP_192.0.2.52: -
Warehouse Labels on LPT1:: -
Microsoft Print To PDF on PORTPROMPT:: -
After a test page on one, and with the jobs of another one cancelled:
Office Laser on IP_192.0.2.51: -
Office Color on IP_192.0.2.52: Test Page
Warehouse Labels on LPT1:: -
Microsoft Print To PDF on PORTPROMPT:: -
`,
  'process-starts': `
3012 has started notepad.exe as 6004.
3012 has started ping.exe as 6008.
3012 has started cmd.exe as 6012.
`,
  processes: `
MsMpEng.exe uses 209 MB for NT AUTHORITY\\SYSTEM.
ServerManager.exe uses 115 MB for EXAMPLE\\alice.
explorer.exe uses 102 MB for EXAMPLE\\alice.
`,
  registry: `
Installed: Fabrikam Remote Agent
Installed: Fabrikam Backup
Installed: Contoso Report Viewer
Installed: Visual C++ 2022 X64 Minimum Runtime
Changed: LastRun
Read: 42
Deleted: EnumValues returns 2.
`,
  services: `
Print Spooler runs again, and 0 others that need it.
Workstation runs again, and 1 others that need it.
RpcSs: StopService returned Invalid Service Control.
RemoteRegistry: StartService returned Service Disabled.
NoSuchService: NOT_FOUND.
`,
  'virtual-machines': `
web01 is Enabled.
  OSName: Windows Server 2022 Standard
  NetworkAddressIPv4: 192.0.2.61
db01 is Enabled.
  OSName: Debian GNU/Linux 12
  NetworkAddressIPv4: 192.0.2.62
build01 is Disabled.
`,
};

it.each(Object.keys(PRINTED))('%s prints what the demo machine has and does', async (name) => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import(/* @vite-ignore */ `./${name}.ts`);
  const lines = print.mock.calls.map(([line]) => `${line}\n`);
  print.mockRestore();
  expect(`\n${lines.join('')}`).toBe(PRINTED[name]);
});

it('has a test for each program, and none of 40 lines or more', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const programs = files.filter((name) => !['connect.ts', 'machine.ts', 'main.ts'].includes(name));
  expect(programs.map((name) => name.replace('.ts', ''))).toEqual(Object.keys(PRINTED).toSorted());
  const lengths = programs.map((name) => readFileSync(new URL(name, FOLDER), 'utf8').split('\n').length - 1);
  expect(Math.max(...lengths)).toBeLessThan(40);
});
