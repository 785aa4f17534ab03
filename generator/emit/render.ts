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
      yield { path: `${folder}/${planned.file}.ts`, text: templates.class(classView(planned, extension)) };
    }
    const files = classes.map((planned) => planned.file);
    yield { path: `${folder}/index.ts`, text: templates.index({ namespace: name, source, files, extension }) };
  }
}
