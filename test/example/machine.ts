/** The demo machine, with a class of our own beside those of Windows: its methods are written in TypeScript. */
import { MemoryRepository } from 'mi-codegen/runtime/memory';
import { Example_Search } from './generated/root/example/index.js';

const FILES = ['boot.ini', 'notes.txt', 'readme.txt'];

export async function createMachine(): Promise<MemoryRepository> {
  const machine = await MemoryRepository.demo();
  await machine.load('test/example/search.mof', 'root/example');
  machine.provide(Example_Search, {
    Find: async ({ Text }, context) => {
      context.writeMessage('verbose', `looking for ${Text}`);
      for (const [index, file] of FILES.entries()) {
        context.writeProgress({ activity: `reading ${file}`, percentageComplete: (index * 100) / FILES.length });
        if (file.includes(Text)) await context.stream('Files', file);
      }
      return { ReturnValue: 0 };
    },
  });
  return machine;
}
