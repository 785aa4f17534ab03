// The JSON schema of a config file, from the table of options: what editors check and complete, and show as help.

/** Makes the schema, given the options, their defaults, and the names of those that a config does not take. */
export function configSchema(options, defaults, refused) {
  const taken = options.filter((option) => !refused.includes(pathOf(option)));
  const kinds = [...new Set(taken.flatMap(({ source }) => source ?? []))];
  const properties = {
    ...propertiesOf(
      taken.filter(({ source }) => source === null),
      defaults,
    ),
    source: {
      description: 'Where the schema is read from; default MI where this machine has it, else the bundled schema.',
      anyOf: kinds.map((kind) => sourceOf(kind, taken)),
    },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A config of mi-codegen',
    description: 'Paths are relative to the folder of the config file.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      ...properties,
      targets: {
        description: 'Several targets. What stands beside them is what each has where it gives nothing itself.',
        type: 'array',
        minItems: 1,
        items: { type: 'object', properties, additionalProperties: false },
      },
    },
    additionalProperties: false,
  };
}

function pathOf({ source, property }) {
  return source === null ? property : `source.${property}`;
}

function sourceOf(kind, options) {
  const own = options.filter(({ source }) => source === kind);
  const itself = own.find(({ property }) => property === null);
  return {
    ...(itself === undefined ? {} : { description: sentence(itself.row.description) }),
    type: 'object',
    properties: { kind: { const: kind }, ...propertiesOf(own, {}) },
    required: ['kind'],
    additionalProperties: false,
  };
}

function propertiesOf(options, defaults) {
  const named = options.filter(({ property }) => property !== null);
  return Object.fromEntries(
    named.map(({ property, row }) => [
      property,
      { description: sentence(row.description), ...typeOf(row), ...defaultOf(defaults[property]) },
    ]),
  );
}

function sentence(description) {
  return `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
}

function typeOf(row) {
  switch (row.type) {
    case 'flag':
      return { type: 'boolean' };
    case 'text':
      return { type: 'string' };
    case 'list':
      return { type: 'array', items: { type: 'string' } };
    case 'choice':
      return { enum: Object.keys(row.choices) };
    default:
      throw new Error(`the schema has no type for an option of type ${row.type}`);
  }
}

function defaultOf(value) {
  return value === undefined ? {} : { default: value };
}
