/** What a refusal says of the fields that it is about. */

import type { Schema } from './schema-value.ts';

export interface Wanted {
  readonly path: readonly string[];
  readonly sentence: string;
  /** What would be right there. */
  readonly suggestion?: string;
}

/**
 * The fields that a refusal is about: a Status' causes, a problem document's pointers, or a field of the schema that
 * the sentence names.
 */
export function fieldsOf(text: string, schema: Schema | undefined): Wanted[] {
  const said = JSON.parse(text) as {
    readonly message?: string;
    readonly detail?: string;
    readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message: string }[] };
    readonly errors?: readonly { readonly pointer: string; readonly detail: string; readonly suggestion?: string }[];
  };
  const causes: Wanted[] = (said.details?.causes ?? [])
    .filter(({ field }) => field !== undefined)
    .map(({ field, message }) => ({ path: field!.split(/[.[\]]+/).filter((step) => step !== ''), sentence: message }));
  const pointers = (said.errors ?? []).map(({ pointer, detail, suggestion }): Wanted => ({
    path: pointer.split('/').slice(2),
    sentence: detail,
    ...(suggestion === undefined ? {} : { suggestion }),
  }));
  const found = [...causes, ...pointers].filter(({ path }) => path.length > 0);
  const sentence = [said.message ?? said.detail ?? '', ...found.map((each) => each.sentence)].join(' ');
  const named = Object.keys(schema?.properties ?? {}).filter(
    (name) =>
      sentence.includes(name) ||
      (found.length === 0 && sentence.includes(name.replace(/_refs$/, '').replaceAll('_', '-'))),
  );
  return [
    ...found,
    ...named.filter((name) => !found.some(({ path }) => path[0] === name)).map((name) => ({ path: [name], sentence })),
  ];
}
