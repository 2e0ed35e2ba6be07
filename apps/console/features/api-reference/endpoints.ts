/** The content of the API page: endpoints of the OpenAPI document, with search. Pure. */

import type { OpenApi, Parameter, Schema } from '../../../../server/contract/endpoints/openapi.ts';

export type EndpointRow = {
  readonly path: string;
  readonly summary: string;
  /** Names of its response schemas, or the media type if there are none. */
  readonly answer: string;
  readonly structures: readonly string[];
  readonly parameters: readonly Parameter[];
};

const COMPONENTS = '#/components/schemas/';
const nameOf = ({ $ref = '' }: Schema): string => $ref.slice(COMPONENTS.length);

/** The document's texts are Markdown: removes the backticks around code. */
const plain = (text: string): string => text.replaceAll('`', '');

export const endpointsOf = ({ paths }: OpenApi): readonly EndpointRow[] =>
  Object.entries(paths).map(([path, { get }]) => {
    const [[type, { schema }] = ['', { schema: {} }]] = Object.entries(get.responses[200].content);
    const structures = namesIn(schema);
    return {
      path,
      summary: plain(get.summary),
      answer: structures.join(' | ') || type,
      structures,
      parameters: get.parameters.map((one) => ({ ...one, description: plain(one.description ?? '') })),
    };
  });

/** Endpoints that contain every typed word in path, description, response, or a parameter's name. */
export function found(rows: readonly EndpointRow[], typed: string): readonly EndpointRow[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter((row) => {
    const text = [row.path, row.summary, row.answer, ...row.parameters.map(({ name }) => name)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The type of a parameter, in a few words. */
export function shapeOf({ schema }: Pick<Parameter, 'schema'>): string {
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (schema.anyOf !== undefined) return 'text, may be repeated';
  if (schema.pattern?.includes('\\d') === true) return 'whole number';
  return schema.maxLength === undefined ? 'text' : `text, ${schema.maxLength} characters at most`;
}

/** A field of a response, `counts.inet` or `rows[].name`. */
export type Field = {
  readonly name: string;
  readonly is: string;
  readonly optional: boolean;
  readonly description: string;
};

/** The structures of a response, the response first: each with its fields, including those of unnamed objects. */
export type Structure = { readonly name: string; readonly description: string; readonly fields: readonly Field[] };

/** A response's structures, and those that their fields refer to, in order of first reference. */
export function structuresOf(
  { components: { schemas } }: OpenApi,
  { structures: answers }: Pick<EndpointRow, 'structures'>,
): readonly Structure[] {
  const structures = new Map<string, Structure>();
  const waiting = [...answers];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const schema = schemas[name];
    if (schema === undefined || structures.has(name)) continue;
    structures.set(name, { name, description: plain(schema.description ?? ''), fields: fieldsOf(schema, '') });
    waiting.push(...namesIn(schema));
  }
  return [...structures.values()];
}

/** Names of components in a schema, in order. */
function namesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [nameOf({ $ref: value })] : namesIn(value),
  );
}

const unnamedObjects = ({ anyOf, oneOf }: Schema): readonly Schema[] =>
  (anyOf ?? oneOf ?? []).filter(({ properties }) => properties !== undefined);

/** Fields of an object; of a union the fields of all its members, some of which are optional. */
function fieldsOf(schema: Schema, before: string): readonly Field[] {
  const forms = schema.properties === undefined ? unnamedObjects(schema) : [schema];
  const names = [...new Set(forms.flatMap(({ properties = {} }) => Object.keys(properties)))];
  return names.flatMap((name): readonly Field[] => {
    const having = forms.flatMap(({ properties = {} }) => properties[name] ?? []);
    const optional = !forms.every(({ required }) => required?.includes(name) === true);
    const is = [...new Set(having.map(typeOf))].join(' | ');
    const description = plain(having.map((one) => one.description ?? '').find((text) => text !== '') ?? '');
    const field = { name: `${before}${name}`, is, optional, description };
    const inside = having.flatMap((one) => fieldsOf(one.items ?? one, `${field.name}${one.items ? '[]' : ''}.`));
    return [field, ...inside];
  });
}

const WORDS: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true | false',
  object: 'object',
};

/** The type of a field, in a few words: `text`, `list of PodRow`, `ok | warn`. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return nameOf(schema);
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms !== undefined) return [...new Set(forms.map(typeOf))].join(' | ');
  if (schema.prefixItems !== undefined) return `list of ${schema.prefixItems.map(typeOf).join(', ')}`;
  if (schema.items !== undefined) return `list of ${plural(schema.items)}`;
  const values = schema.additionalProperties;
  if (typeof values === 'object')
    return schema.propertyNames?.enum === undefined
      ? `map to ${typeOf(values)}`
      : `${typeOf(values)} by ${schema.propertyNames.enum.join(' | ')}`;
  return schema.type === undefined
    ? 'anything'
    : [schema.type]
        .flat()
        .map((type) => WORDS[type] ?? type)
        .join(' | ');
}

const plural = (items: Schema): string =>
  items.type === 'string' && items.enum === undefined
    ? 'texts'
    : items.properties !== undefined
      ? 'objects'
      : typeOf(items);

/** The address of a request to try, with placeholders for required parameters. */
export function addressToTry({ path, parameters }: EndpointRow): string {
  const asked = parameters
    .filter(({ in: where, required }) => where === 'query' && required)
    .map(({ name }) => `${name}=<${name}>`);
  const query = asked.length === 0 ? '' : `?${asked.join('&')}`;
  return `${path.replaceAll(/\{(\w+)\}/g, '<$1>')}${query}`;
}
