import { isNamed } from '../../options/generate-options.js';
import { bundledSource } from '../bundled/bundled-source.js';
import type { SchemaSource } from '../schema-source.js';

/** The schema of a machine, read through MI. What reaches MI is loaded only when it is needed. */
export const liveSource: SchemaSource<'live'> = {
  kind: 'live',
  async load(options, request) {
    const optional = !isNamed(options) && (process.env['MI_LIBRARY'] ?? '') === '';
    // OMI lists classes without their methods and qualifiers: by default only the MI of Windows is used.
    if (!optional || process.platform === 'win32') {
      const { readMachine } = await import('./machine.js');
      const answer = await readMachine(options, request, optional);
      if (answer !== null) return answer;
    }
    const { spelling } = request;
    const others = `${spelling.name('source.files.mof')} or ${spelling.name('source.live.destination')}`;
    const note = `used the bundled schema, since there is no Windows MI here; ${others} gives another`;
    return { ...(await bundledSource.load({ kind: 'bundled' }, request)), notes: [note] };
  },
};
