/** What classes promise that were generated for revision 1 of the door, and still do. Compiled by tsc, never run. */
import { expectSuccess, isKnown, type Session, valueName } from 'mi-codegen/runtime';
import type { CimReference, NoArguments } from 'mi-codegen/runtime/v1';
import {
  Test_Lamp,
  Test_Lamp_Hours,
  Test_Lamp_Place,
  Test_Lamp_State,
  type Test_Lamp_TurnOn_Out,
  type Test_Lamp_TurnOn_ReturnValue,
  Test_LampInRoom,
  type Test_Lantern,
  type Test_Room,
} from '../runtime/v1/revision-1/generated/root/test/index.js';

type Eq<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const session: Session;
declare const lamp: Test_Lamp;
declare const lantern: Test_Lantern;
declare const link: Test_LampInRoom;
declare const nothing: NoArguments;

export function values(): string | undefined {
  const { State, Place, Hours } = lamp;
  if (isKnown(Test_Lamp_Place, Place)) is<Eq<typeof Place, 'Desk' | 'Wall'>>();
  if (isKnown(Test_Lamp_Hours, Hours)) is<Eq<typeof Hours, 0n | 18446744073709551615n>>();
  const name = valueName(Test_Lamp_State, State);
  is<Eq<typeof name, 'Off' | 'On' | (string & {}) | null>>();
  const any: Test_Lamp_State = 40_000;
  void any;
  if (!isKnown(Test_Lamp_State, State)) return undefined;
  switch (State) {
    case Test_Lamp_State.Off:
      return 'off';
    case Test_Lamp_State.On:
      return 'on';
  }
}

export async function methods(): Promise<void> {
  await lamp.TurnOn();
  await lamp.TurnOn({});
  await lamp.TurnOn(nothing, { timeout: 1000 });
  await lamp.TurnOn(undefined, { timeout: 1000 });
  const outcome: Test_Lamp_TurnOn_Out = await expectSuccess(lamp.TurnOn(), [0, 5]);
  is<Eq<typeof outcome.ReturnValue, Test_Lamp_TurnOn_ReturnValue | null>>();
  await lamp.Dim({ Level: 5 }, { timeout: 1000 });
  // @ts-expect-error revision 1 knows no other place for options
  await lamp.TurnOn({ timeout: 1000 });
  // @ts-expect-error an argument is required
  await lamp.Dim();
  const watch = lamp.Watch({ Like: 'x' });
  for await (const line of watch.stream('Lines')) is<Eq<typeof line, string>>();
  await Test_Lamp.Count(session, {}, { timeout: 1000 });
  await lantern.Flash({ Times: 3 });
}

export async function objects(): Promise<void> {
  await lamp.$modify({ Label: 'x' });
  await lantern.$modify({ Label: 'x' });
  is<Eq<Test_LampInRoom['Lamp'], CimReference<Test_Lamp>>>();
  is<Eq<typeof link.Room, CimReference<Test_Room>>>();
  const got = await Test_Lamp.$get(session, { Id: 'a' });
  is<Eq<typeof got, Test_Lamp>>();
  const rooms = got.$associators(Test_LampInRoom, { role: 'Lamp', resultRole: 'Room' });
  for await (const room of rooms) is<Eq<typeof room, Test_Room>>();
}
