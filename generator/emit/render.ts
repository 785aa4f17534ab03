import type { Plan } from '../plan/plan.js';
import { classView } from './class-view.js';
import { templates } from './templates.js';
import type { ImportExtension } from './view-model.js';
import type { RenderedFile } from './write.js';

/** Renders a plan file by file. Only the view of the present class is held in memory. */
export function* render(plan: Plan, extension: ImportExtension = 'js'): Generator<RenderedFile, void, undefined> {
  for (const { name, folder, classes } of plan.namespaces) {
    for (const planned of classes) {
      yield { path: `${folder}/${planned.file}.ts`, text: templates.class(classView(planned, extension)) };
    }
    const files = classes.map((planned) => planned.file);
    yield { path: `${folder}/index.ts`, text: templates.index({ namespace: name, files, extension }) };
  }
}
