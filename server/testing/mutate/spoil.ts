/** One mutation of a document, at a place that it has or that its schema says it could have. */

import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { damageOf, type Damage } from './damage.ts';
import { copyOf, Members, Raw, type Node } from './document.ts';
import { HOSTILE_NUMBERS, hostileKey, hostileText, hostileValue, PROTOTYPE_NAMES } from './hostile-values.ts';
import { schemaValue, type Schema, type Vocabulary } from './schema-value.ts';

/** A place that has, or could have, a value. */
interface Place {
  readonly within: Members | Node[];
  /** A member's name, or an index. */
  readonly at: string | number;
  readonly schema: Schema | undefined;
  readonly there: boolean;
}

export interface Means {
  readonly vocabulary: Vocabulary;
  /** Other documents, of which parts are taken. */
  readonly others: readonly Node[];
  /** Called with what was done. */
  readonly did: Set<Damage>;
}

/** Changes the document in place at one spot; gives the new root, as the root itself can be replaced. */
export function spoil(root: Node, schema: Schema | undefined, means: Means, random: Random): Node {
  const places = placesOf(root, schema);
  const hostile = (): Node => {
    const value = hostileValue(random);
    means.did.add(damageOf(value));
    return value;
  };
  if (places.length === 0 || random.below(60) === 0) return hostile();
  const place = random.pick(places);
  const dice = random.below(100);
  if (dice < 55) {
    put(place, hostile());
    return root;
  }
  means.did.add(DEEDS.find(([below]) => dice < below)![1]);
  if (dice < 63) near(place, random);
  else if (dice < 70) put(place, schemaValue(place.schema, String(place.at), means.vocabulary, random, 5));
  else if (dice < 77) remove(place);
  else if (dice < 82) addMember(place, random);
  else if (dice < 87) twice(place, random);
  else if (dice < 92)
    put(
      place,
      copyOf(
        random.pick(placesOf(means.others.length === 0 ? root : random.pick(means.others), undefined).map(valueAt)),
      ),
    );
  else swap(place, random.pick(places));
  return root;
}

/** What is done below which random number. */
const DEEDS: readonly (readonly [number, Damage])[] = [
  [63, 'a little off'],
  [70, 'plausible'],
  [77, 'left out'],
  [82, 'a member besides'],
  [87, 'twice'],
  [92, 'from elsewhere'],
  [100, 'swapped'],
];

function placesOf(root: Node, schema: Schema | undefined): Place[] {
  const places: Place[] = [];
  const walk = (node: Node, of: Schema | undefined): void => {
    if (Array.isArray(node)) {
      const items = typeof of?.items === 'object' ? of.items : undefined;
      node.forEach((item, at) => {
        places.push({ within: node, at, schema: items, there: true });
        walk(item, items);
      });
      places.push({ within: node, at: node.length, schema: items, there: false });
    } else if (node instanceof Members) {
      for (const [name, member] of node.entries) {
        const memberSchema = memberOf(of, name);
        places.push({ within: node, at: name, schema: memberSchema, there: true });
        walk(member, memberSchema);
      }
      for (const name of Object.keys(of?.properties ?? {})) {
        if (node.get(name) === undefined)
          places.push({ within: node, at: name, schema: memberOf(of, name), there: false });
      }
    }
  };
  walk(root, schema);
  return places;
}

function memberOf(schema: Schema | undefined, name: string): Schema | undefined {
  if (schema === undefined) return undefined;
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

function valueAt({ within, at }: Place): Node {
  return (Array.isArray(within) ? within[at as number] : within.get(String(at))) ?? null;
}

function put({ within, at }: Place, value: Node): void {
  if (Array.isArray(within)) within[at as number] = value;
  else within.set(String(at), value);
}

function remove({ within, at }: Place): void {
  if (Array.isArray(within)) within.splice(at as number, 1);
  else within.delete(String(at));
}

/** A value of the right type that is slightly wrong. */
function near(place: Place, random: Random): void {
  const value = valueAt(place);
  if (typeof value === 'number')
    put(place, random.below(2) === 0 ? value + random.pick([-1, 1, 0.5, 2 ** 31]) : random.pick(HOSTILE_NUMBERS));
  else if (typeof value === 'string') {
    const at = random.below(value.length + 1);
    put(
      place,
      random.below(4) === 0
        ? new Raw(spliced(value, at, random))
        : value.slice(0, at) + hostileText(random) + value.slice(at + random.below(3)),
    );
  } else if (Array.isArray(value)) put(place, value.slice().reverse());
  else if (typeof value === 'boolean') put(place, !value);
  else put(place, hostileText(random));
}

/** The text with bytes in it that are no UTF-8. */
function spliced(text: string, at: number, random: Random): Buffer {
  return Buffer.concat([
    Buffer.from('"'),
    Buffer.from(JSON.stringify(text.slice(0, at)).slice(1, -1)),
    Buffer.from(random.bytes(1 + random.below(3)).map((byte) => byte | 0x80)),
    Buffer.from(JSON.stringify(text.slice(at)).slice(1, -1)),
    Buffer.from('"'),
  ]);
}

function addMember(place: Place, random: Random): void {
  const value = valueAt(place);
  const within = value instanceof Members ? value : place.within instanceof Members ? place.within : undefined;
  if (within === undefined) return put(place, new Members([[random.pick(PROTOTYPE_NAMES), hostileValue(random)]]));
  within.entries.push([hostileKey(random), random.below(2) === 0 ? hostileValue(random) : hostileText(random)]);
}

/** A key or an item a second time. */
function twice({ within, at }: Place, random: Random): void {
  const value = Array.isArray(within) ? (within[at as number] ?? null) : (within.get(String(at)) ?? null);
  if (Array.isArray(within))
    for (let more = random.pick([1, 1, 2, 30]); more > 0; more -= 1) within.push(copyOf(value));
  else within.entries.push([String(at), random.below(2) === 0 ? copyOf(value) : hostileValue(random)]);
}

function swap(one: Place, other: Place): void {
  const [first, second] = [copyOf(valueAt(one)), copyOf(valueAt(other))];
  put(one, second);
  put(other, first);
}
