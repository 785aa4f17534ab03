import { MemoryRepository, type ProviderContext } from '../../../runtime/memory/index.js';
import * as mi from '../../../runtime/v1/index.js';
import { mof } from '../memory/harness.js';

export const NS = 'root/test';

const SCHEMA = mof(`
  class Part { string Name; };
  class Talker {
    [Key] string Id;
    [Static] uint32 Talk([In] string Topic, [Out, Stream] string Words[], [Out, Stream] uint64 Numbers[],
      [Out, Stream, EmbeddedInstance("Part")] string Parts[], [Out] string Answer);
  };
`);

interface Words {
  readonly Words: string;
  readonly Numbers: bigint;
  readonly Parts: { readonly Name: string };
}

/** What a provider does between a call and its result. */
export type Speech = (context: ProviderContext<null, Words>, topic: string | null) => Promise<string>;

/** The class of the method, in the form of a generated one. */
export class Talker extends mi.CimObject {
  static {
    const parameters = '<Topic:string,>Words:string[]~,>Numbers:uint64[]~,>Parts:embedded(Part)[]~,>Answer:string';
    mi.cimClass(Talker, {
      revision: 4,
      class: `${NS}:Talker`,
      properties: 'Id:string!',
      methods: { [`+Talk(${parameters})uint32`]: null },
    });
  }

  declare readonly $about?: { key: { Id: 1 } };
  declare readonly Id: string;

  static Talk(
    session: mi.Session,
    args: { readonly Topic?: string } = {},
    options?: mi.InvokeOptions,
  ): mi.Invocation<{ readonly Answer: string; readonly ReturnValue: number }, Words> {
    return mi.invokeStatic(Talker, session, 'Talk', args, options);
  }
}

/** The class of what the method streams. */
export class Part extends mi.CimObject {
  static {
    mi.cimClass(Part, { revision: 4, class: `${NS}:Part`, properties: 'Name:string' });
  }
}

/** A repository whose method says what the test wants. */
export function talkingRepository(speech: Speech): MemoryRepository {
  const repository = new MemoryRepository({ schema: SCHEMA });
  repository.provide(Talker, {
    Talk: async ({ Topic }: { readonly Topic?: string | null }, context: ProviderContext<null, Words>) => {
      return { Answer: await speech(context, Topic ?? null), ReturnValue: 0 };
    },
  } as never);
  return repository;
}
