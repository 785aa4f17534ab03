import { bundledSource } from '../bundled/bundled-source.js';
import type { SchemaSource } from '../schema-source.js';
import { asksMachine, isOptional } from './asks-machine.js';

/** The schema of a machine, read through MI. What reaches MI is loaded only when it is needed. */
export const liveSource: SchemaSource<'live'> = {
  kind: 'live',
  async load(options, request) {
    if (asksMachine(options)) {
      const { readMachine } = await import('./machine.js');
      const answer = await readMachine(options, request, isOptional(options));
      if (answer !== null) return answer;
    }
    const { spelling } = request;
    const others = `${spelling.name('source.files.mof')} or ${spelling.name('source.live.destination')}`;
    const note = `used the bundled schema, since there is no Windows MI here; ${others} gives another`;
    return { ...(await bundledSource.load({ kind: 'bundled' }, request)), notes: [note] };
  },
};
