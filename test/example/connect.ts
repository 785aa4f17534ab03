import { type Application, initialize } from 'mi-codegen/runtime';
import { MemoryRepository } from 'mi-codegen/runtime/memory';

/** An application of the demo machine. With `initialize()` alone, the programs work on the computer they run on. */
export async function connect(): Promise<Application> {
  return initialize({ handler: await MemoryRepository.demo() });
}
