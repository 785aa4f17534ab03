import type { SourceKind, SourceOptions } from '../options/generate-options.js';
import { amendSchema, findTextFiles } from './amended-schema.js';
import { bundledSource } from './bundled/bundled-source.js';
import { filesSource } from './files-source.js';
import { liveSource } from './live/live-source.js';
import type { SchemaRequest, SchemaSource, SourceAnswer } from './schema-source.js';

/** All schema sources. Each loads what only it needs when it is used. */
const SOURCES: { readonly [Kind in SourceKind]: SchemaSource<Kind> } = {
  files: filesSource,
  live: liveSource,
  bundled: bundledSource,
};

/** Loads a schema from the source that the options name, with the texts of the files that the request names. */
export async function loadSchema<Kind extends SourceKind>(
  options: SourceOptions<Kind>,
  request: SchemaRequest,
): Promise<SourceAnswer> {
  // First, since to read a schema may take minutes.
  const textFiles = await findTextFiles(request.amend ?? [], request.spelling);
  const answer = await SOURCES[options.kind].load(options, request);
  return textFiles.reduce((amended, each) => amendSchema(amended, each, request), answer);
}
