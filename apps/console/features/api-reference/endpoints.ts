/** What the API page lists: endpoints out of the document, found by words. Pure. */

import type { OpenApi, Parameter } from '../../../../server/contract/endpoints/openapi.ts';

export type EndpointRow = {
  readonly path: string;
  readonly tells: string;
  readonly answer: string;
  readonly parameters: readonly Parameter[];
};

/** The document's texts are Markdown: code stands between backticks, which people need not see. */
const plain = (text: string): string => text.replaceAll('`', '');

export const endpointsOf = ({ paths }: OpenApi): readonly EndpointRow[] =>
  Object.entries(paths).map(([path, { get }]) => ({
    path,
    tells: plain(get.summary),
    answer: get['x-answer'],
    parameters: get.parameters.map((one) => ({ ...one, description: plain(one.description ?? '') })),
  }));

/** Those in which every typed word is found: in path, sentence, answer, or a parameter's name. */
export function found(rows: readonly EndpointRow[], typed: string): readonly EndpointRow[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter((row) => {
    const text = [row.path, row.tells, row.answer, ...row.parameters.map(({ name }) => name)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What a parameter may be, in a few words. */
export function shapeOf({ schema }: Pick<Parameter, 'schema'>): string {
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (schema.anyOf !== undefined) return 'text, may be repeated';
  if (schema.pattern?.includes('\\d') === true) return 'whole number';
  return schema.maxLength === undefined ? 'text' : `text, ${schema.maxLength} characters at most`;
}

/** A request to try, with what must be given left to fill in. */
export function curlOf(origin: string, { path, parameters }: EndpointRow): string {
  const asked = parameters
    .filter(({ in: where, required }) => where === 'query' && required)
    .map(({ name }) => `${name}=<${name}>`);
  const query = asked.length === 0 ? '' : `?${asked.join('&')}`;
  return `curl '${origin}${path.replaceAll(/\{(\w+)\}/g, '<$1>')}${query}'`;
}
