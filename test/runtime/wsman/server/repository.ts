import { MemoryRepository } from '../../../../runtime/memory/index.js';
import { startWsmanServer, type WsmanServer, type WsmanServerOptions } from '../../../tools/wsman-server/server.js';
import { mof } from '../../memory/harness.js';

const SCHEMA = mof(`
  class Base { [Key] string Id; [Description("text"): Translatable] uint8 Level; };
  class Thing : Base {
    boolean Flag; sint64 Big; real64 Real; char16 Letter; datetime Time; datetime Span;
    uint8 Bytes[]; [OctetString] uint8 Octets[]; string Names[];
    [EmbeddedInstance("Part")] string Inner; Thing REF Next;
    [Override("Level")] uint8 Level = 3;
  };
  class Part { string Name; uint32 Sizes[]; };
  [Association] class Link { [Key] Thing REF From; [Key] Thing REF To; };
  instance of Thing as $A {
    Id = "a"; Flag = TRUE; Big = 9007199254740993; Real = 0.1; Letter = 'x'; Time = "20240229123000.500000+060";
    Span = "00000001020304.000005:000"; Bytes = { 1, 2 }; Names = { "one", "" };
    Inner = instance of Part { Name = "p"; Sizes = { 1, 2 }; };
  };
  instance of Thing as $B { Id = "b"; Next = $A; Names = {}; Time = "2024****000000.000000+000"; };
  instance of Base { Id = "c"; };
  instance of Link { From = $A; To = $B; };
`);

/** Starts a server of a repository with a few classes and instances. */
export function start(options: Partial<WsmanServerOptions> = {}): Promise<WsmanServer> {
  return startWsmanServer({ handler: new MemoryRepository({ schema: SCHEMA }), ...options });
}
