import type { SourceKind } from '../options/generate-options.js';
import type { Plan } from '../plan/plan.js';
import { classView } from './class-view.js';
import type { RenderedFile } from './compare.js';
import { templates } from './templates.js';
import type { ImportExtension } from './view-model.js';

export interface RenderOptions {
  readonly extension: ImportExtension;
  readonly source: SourceKind;
}

/** Renders a plan file by file: only one class's view is in memory at a time. */
export function* render(plan: Plan, { extension, source }: RenderOptions): Generator<RenderedFile, void, undefined> {
  for (const { name, folder, classes } of plan.namespaces) {
    for (const planned of classes) {
      const text = templates.class(classView(planned, extension));
      yield { path: `${folder}/${planned.file}.ts`, text: inOnePiece(text) };
    }
    const files = classes.map((planned) => planned.file);
    yield { path: `${folder}/index.ts`, text: templates.index({ namespace: name, source, files, extension }) };
  }
}

/**
 * The same text. V8 holds a text that was put together as a tree of its parts, until a character is read. The texts of
 * a run stay in memory until all are rendered: as trees, they are more, and the garbage collector walks through them.
 */
function inOnePiece(text: string): string {
  text.charCodeAt(0);
  return text;
}
