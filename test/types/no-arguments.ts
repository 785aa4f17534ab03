/** What methods without in-parameters, and classes without writable properties, promise. Compiled by tsc, never run. */
import type { Session } from 'mi-codegen/runtime';
import { Test_Bare, Test_Grown, type Test_Needy, type Test_Shrunk } from '../golden/changed-types/expected/index.js';

declare const session: Session;
declare const bare: Test_Bare;
declare const grown: Test_Grown;
declare const shrunk: Test_Shrunk;
declare const needy: Test_Needy;
declare const options: { timeout: number };

export async function methods(): Promise<void> {
  await bare.Go();
  await bare.Go({});
  await bare.Go(undefined);
  // The options stand first, or where they stand for other methods.
  await bare.Go({ timeout: 1000 });
  await bare.Go(options);
  await bare.Go(undefined, { timeout: 1000 });
  await bare.Go({}, options);
  await Test_Bare.Make(session);
  await Test_Bare.Make(session, { timeout: 1000 });
  await Test_Bare.Make(session, undefined, options);
  await Test_Bare.Make(session, {}, options);
  // @ts-expect-error there is no such option
  await bare.Go({ timeot: 1000 });
  // @ts-expect-error an option of another type
  await bare.Go({ timeout: '1000' });
  // @ts-expect-error options stand in one place
  await bare.Go({ timeout: 1000 }, { timeout: 1000 });
  // @ts-expect-error there is no such argument
  await bare.Go({ A: 'x' });
  // @ts-expect-error there is no such argument beside the options
  await bare.Go({ A: 'x', timeout: 1000 });
  // @ts-expect-error arguments are an object
  await bare.Go(5);
  // @ts-expect-error an object of an instance needs no session
  await bare.Go(session);
  // @ts-expect-error there is no such option
  await Test_Bare.Make(session, { timeot: 1000 });
  // @ts-expect-error the session stands alone
  await Test_Bare.Make(session, session);

  // A subclass may add arguments, and one of its own may drop them.
  await grown.Go({ A: 'x' });
  await Test_Grown.Make(session, { A: 'x' });
  await shrunk.Go();
  await shrunk.Go({ timeout: 1000 });
  const bares: readonly Test_Bare[] = [bare, shrunk, grown];
  void bares;
  // Where they are optional, the options may still come first.
  await grown.Go({ timeout: 1000 });
  await grown.Go({ A: 'x' }, options);
  await Test_Grown.Make(session, options);
  // @ts-expect-error there is no such option or argument
  await grown.Go({ timeot: 1000 });
  await needy.Go({ A: 'x' });
  // @ts-expect-error an argument is required
  await needy.Go();
}

export async function changes(): Promise<void> {
  await grown.$modify({ Text: 'x' });
  await shrunk.$modify({ Text: 'x' });
  await bare.$modify({});
  // @ts-expect-error a property that cannot be written
  await bare.$modify({ Text: 'x' });
  // @ts-expect-error no object
  await bare.$modify(5);
  // @ts-expect-error no object
  await grown.$modify(5);
  // @ts-expect-error a property that cannot be written
  await grown.$modify({ Id: 'x' });
}
