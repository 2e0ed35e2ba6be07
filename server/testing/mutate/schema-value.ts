/** Plausible values from a JSON schema: what a well-meaning client would send, as far as a schema says. */

import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { Members, type Node } from './document.ts';

/** The part of JSON Schema that the product's own schemas use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema | boolean;
  readonly additionalProperties?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Words that were met under a name of a field. */
export interface Vocabulary {
  readonly byName: ReadonlyMap<string, readonly Node[]>;
  /** Texts of any kind: names, uuids, addresses. */
  readonly texts: readonly string[];
  /** A few of them that are the forms of many fields. */
  readonly forms: readonly string[];
}

export function schemaValue(
  schema: Schema | undefined,
  name: string,
  vocabulary: Vocabulary,
  random: Random,
  whole: number,
  depth = 0,
): Node {
  const known = vocabulary.byName.get(name);
  if (schema === undefined || depth > 8)
    return known === undefined ? random.pick(vocabulary.texts) : random.pick(known);
  const choice = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choice !== undefined && choice.length > 0)
    return schemaValue(random.pick(choice), name, vocabulary, random, whole, depth + 1);
  if (schema.const !== undefined) return schema.const as Node;
  if (schema.enum !== undefined && schema.enum.length > 0) return random.pick(schema.enum) as Node;
  const type = Array.isArray(schema.type) ? random.pick(schema.type as readonly string[]) : schema.type;
  switch (type) {
    case 'object':
      return objectValue(schema, vocabulary, random, whole, depth);
    case 'array': {
      const items = typeof schema.items === 'object' ? schema.items : undefined;
      return Array.from({ length: 1 + random.below(2) }, () =>
        schemaValue(items, name, vocabulary, random, whole, depth + 1),
      );
    }
    case 'boolean':
      return random.below(2) === 0;
    case 'integer':
    case 'number': {
      const numbers = known?.filter((value) => typeof value === 'number') ?? [];
      if (numbers.length > 0 && random.below(3) > 0) return random.pick(numbers);
      const low = Math.max(schema.minimum ?? 0, -1);
      return low + random.below(Math.min((schema.maximum ?? 100) - low, 65_535) + 1);
    }
    default: {
      const texts = known?.filter((value) => typeof value === 'string') ?? [];
      return texts.length > 0 && random.below(4) > 0
        ? random.pick(texts)
        : random.pick(random.below(2) === 0 ? vocabulary.forms : vocabulary.texts);
    }
  }
}

/** `whole` of ten optional members are there; required ones always. */
function objectValue(schema: Schema, vocabulary: Vocabulary, random: Random, whole: number, depth: number): Node {
  const members: [string, Node][] = [];
  const required = new Set(schema.required ?? []);
  for (const [member, of] of Object.entries(schema.properties ?? {})) {
    if (required.has(member) || random.below(10) < whole)
      members.push([member, schemaValue(of, member, vocabulary, random, depth > 3 ? 0 : whole, depth + 1)]);
  }
  // A map: always the same label, so that a selector and what it selects agree.
  if (schema.properties === undefined && typeof schema.additionalProperties === 'object') members.push(['app', 'web']);
  return new Members(members);
}
