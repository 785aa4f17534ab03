import { Win32_PerfFormattedData_PerfOS_Memory } from '../../../../generated/root/cimv2/Win32_PerfFormattedData_PerfOS_Memory.js';
import { Win32_PerfFormattedData_PerfOS_Processor } from '../../../../generated/root/cimv2/Win32_PerfFormattedData_PerfOS_Processor.js';
import { Win32_PerfFormattedData_PerfOS_System } from '../../../../generated/root/cimv2/Win32_PerfFormattedData_PerfOS_System.js';
import { Win32_PerfFormattedData_Tcpip_NetworkInterface } from '../../../../generated/root/cimv2/Win32_PerfFormattedData_Tcpip_NetworkInterface.js';
import { Win32_PerfRawData_PerfOS_Memory } from '../../../../generated/root/cimv2/Win32_PerfRawData_PerfOS_Memory.js';
import { Win32_PerfRawData_PerfOS_Processor } from '../../../../generated/root/cimv2/Win32_PerfRawData_PerfOS_Processor.js';
import { Win32_PerfRawData_PerfOS_System } from '../../../../generated/root/cimv2/Win32_PerfRawData_PerfOS_System.js';
import { Win32_PerfRawData_Tcpip_NetworkInterface } from '../../../../generated/root/cimv2/Win32_PerfRawData_Tcpip_NetworkInterface.js';
import { type DemoMachine, STARTED } from '../demo-machine.js';
import { ADAPTERS, type AdapterRow } from '../network.js';
import { FREE_MEMORY, FREE_VIRTUAL_MEMORY, VIRTUAL_MEMORY } from '../operating-system.js';
import { PROCESSES } from '../process-rows.js';
import { type CounterForm, FORMATTED, RAW, SAMPLED } from './counter-forms.js';
import { addDiskCounters } from './disk-counters.js';

/** How busy each logical processor is, in percent. All together are as busy as Win32_Processor says: 7 %. */
const LOADS = [12, 9, 8, 7, 6, 6, 5, 3];

const KB = 1024n;
const PAGE = 4096n;
const NO_NAME = '';

/** Adds the performance counters of all but processes, which have theirs while they run. */
export async function addCounters(machine: DemoMachine): Promise<void> {
  const { insert } = machine;
  const total = LOADS.reduce((sum, load) => sum + load, 0) / LOADS.length;
  for (const [Name, load] of [...LOADS.map((each, index) => [`${index}`, each] as const), ['_Total', total] as const]) {
    await insert(Win32_PerfFormattedData_PerfOS_Processor, {
      Name,
      ...processorTimes(FORMATTED, load),
      PercentProcessorTime: FORMATTED.share(load),
    });
    await insert(Win32_PerfRawData_PerfOS_Processor, {
      Name,
      ...processorTimes(RAW, load),
      // What is counted is the time in which the processor has nothing to do.
      PercentProcessorTime: RAW.share(100 - load),
      ...SAMPLED,
    });
  }
  await insert(Win32_PerfFormattedData_PerfOS_System, { ...systemCounters(FORMATTED), PercentRegistryQuotaInUse: 3 });
  await insert(Win32_PerfRawData_PerfOS_System, {
    ...systemCounters(RAW),
    PercentRegistryQuotaInUse: 128_974_848,
    PercentRegistryQuotaInUse_Base: 4_294_967_295,
    ...SAMPLED,
  });
  const [used, limit] = [(VIRTUAL_MEMORY - FREE_VIRTUAL_MEMORY) * KB, VIRTUAL_MEMORY * KB];
  await insert(Win32_PerfFormattedData_PerfOS_Memory, {
    ...memoryCounters(FORMATTED),
    PercentCommittedBytesInUse: Number((used * 100n) / limit),
  });
  await insert(Win32_PerfRawData_PerfOS_Memory, {
    ...memoryCounters(RAW),
    PercentCommittedBytesInUse: Number(used / PAGE),
    PercentCommittedBytesInUse_Base: Number(limit / PAGE),
    ...SAMPLED,
  });
  for (const adapter of ADAPTERS) {
    await insert(Win32_PerfFormattedData_Tcpip_NetworkInterface, interfaceCounters(FORMATTED, adapter));
    await insert(Win32_PerfRawData_Tcpip_NetworkInterface, { ...interfaceCounters(RAW, adapter), ...SAMPLED });
  }
  await addDiskCounters(machine);
}

/** @param load in percent. */
function processorTimes({ rate, longRate, share }: CounterForm, load: number) {
  return {
    PercentUserTime: share(load * 0.6),
    PercentPrivilegedTime: share(load * 0.4),
    PercentInterruptTime: share(load * 0.02),
    PercentDPCTime: share(load * 0.03),
    PercentIdleTime: share(100 - load),
    PercentC1Time: share(100 - load),
    PercentC2Time: share(0),
    PercentC3Time: share(0),
    C1TransitionsPersec: longRate(640),
    C2TransitionsPersec: 0n,
    C3TransitionsPersec: 0n,
    InterruptsPersec: rate(410),
    DPCsQueuedPersec: rate(48),
    DPCRate: 0,
  };
}

function systemCounters({ rate, longRate, since }: CounterForm) {
  return {
    Name: NO_NAME,
    Processes: PROCESSES.length,
    Threads: PROCESSES.reduce((sum, [, , , , , , , threads]) => sum + threads, 0),
    ProcessorQueueLength: 0,
    SystemUpTime: since(STARTED),
    ContextSwitchesPersec: rate(2140),
    SystemCallsPersec: rate(9800),
    FileReadOperationsPersec: rate(36),
    FileWriteOperationsPersec: rate(22),
    FileControlOperationsPersec: rate(310),
    FileDataOperationsPersec: rate(58),
    FileReadBytesPersec: longRate(164_000),
    FileWriteBytesPersec: longRate(98_000),
    FileControlBytesPersec: longRate(21_000),
    ExceptionDispatchesPersec: rate(1),
    AlignmentFixupsPersec: 0,
    FloatingEmulationsPersec: 0,
  };
}

function memoryCounters({ rate }: CounterForm) {
  return {
    Name: NO_NAME,
    AvailableBytes: FREE_MEMORY * KB,
    AvailableKBytes: FREE_MEMORY,
    AvailableMBytes: FREE_MEMORY / KB,
    CommittedBytes: (VIRTUAL_MEMORY - FREE_VIRTUAL_MEMORY) * KB,
    CommitLimit: VIRTUAL_MEMORY * KB,
    CacheBytes: 214_433_792n,
    CacheBytesPeak: 402_653_184n,
    PoolPagedBytes: 318_767_104n,
    PoolPagedResidentBytes: 301_989_888n,
    PoolPagedAllocs: 421_300,
    PoolNonpagedBytes: 142_606_336n,
    PoolNonpagedAllocs: 208_450,
    FreeAndZeroPageListBytes: 2_147_483_648n,
    ModifiedPageListBytes: 67_108_864n,
    FreeSystemPageTableEntries: 12_294_912,
    PageFaultsPersec: rate(1850),
    DemandZeroFaultsPersec: rate(960),
    TransitionFaultsPersec: rate(640),
    CacheFaultsPersec: rate(45),
    WriteCopiesPersec: rate(6),
    PagesPersec: rate(3),
    PagesInputPersec: rate(3),
    PageReadsPersec: rate(1),
    PagesOutputPersec: 0,
    PageWritesPersec: 0,
  };
}

function interfaceCounters({ longRate }: CounterForm, { name, isConnected }: AdapterRow) {
  const rate = (perSecond: number) => (isConnected ? longRate(perSecond) : 0n);
  return {
    // Brackets and number signs mean something else in the names of counters.
    Name: name.replace('#', '_'),
    CurrentBandwidth: isConnected ? 1_000_000_000n : 0n,
    BytesReceivedPersec: rate(41_500),
    BytesSentPersec: rate(28_300),
    BytesTotalPersec: rate(69_800),
    PacketsReceivedPersec: rate(52),
    PacketsReceivedUnicastPersec: rate(47),
    PacketsReceivedNonUnicastPersec: rate(5),
    PacketsSentPersec: rate(44),
    PacketsSentUnicastPersec: rate(43),
    PacketsSentNonUnicastPersec: rate(1),
    PacketsPersec: rate(96),
    PacketsReceivedDiscarded: 0n,
    PacketsReceivedErrors: 0n,
    PacketsReceivedUnknown: 0n,
    PacketsOutboundDiscarded: 0n,
    PacketsOutboundErrors: 0n,
    OutputQueueLength: 0n,
    OffloadedConnections: 0n,
  };
}
