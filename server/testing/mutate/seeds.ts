/**
 * One object of each kind that has none: a minimal body from the kind's schema, filled where a refusal says something is
 * missing or wrong, until it is taken. A kind for which that does not work is named.
 */
import type { Random } from '../../engine/bgp/fuzz/random.ts';
import type { Connection } from './connection.ts';
import { bytesOf, Members, type Node } from './document.ts';
import type { Inventory } from './inventory.ts';
import { schemaValue, type Schema } from './schema-value.ts';
import type { ConfigSurface, KubeSurface, Surface } from './surface.ts';

const ROUNDS = 20;
const TRIES = 30;
const OTHER_PARENTS = 8;
/** What a name of a first object may be: it is a valid one of every kind. */
const NAME = 'seed';
/** Members that `begin` knows better. */
const IDENTITY = new Set(['fq_name', 'parent_type', 'parent_uuid', 'uuid', 'kind', 'apiVersion']);

/** Kinds that have no object and could not be given one, with the last refusal. */
export async function plantSeeds(connection: Connection, surface: Surface, inventory: Inventory, random: Random): Promise<string[]> {
  await inventory.readAll(connection);
  const without: string[] = [];
  for (const resource of surface.resources) {
    if (inventory.kubeObjects(resource.kind).length > 0) continue;
    const refusal = await plantKube(connection, resource, inventory, random);
    await inventory.readKind(connection, resource.kind);
    if (inventory.kubeObjects(resource.kind).length === 0) without.push(`${resource.kind}: ${refusal}`);
  }
  for (const of of surface.types) {
    await inventory.readType(connection, of.type);
    if (inventory.configObjects(of.type).length > 0) continue;
    let refusal = await plantConfig(connection, of, inventory, random, NAME);
    for (let other = 1; refusal !== '' && other <= OTHER_PARENTS; other += 1) {
      // Perhaps its parent stands in a bad place: another one, elsewhere.
      for (const parent of surface.types.filter(({ type }) => of.parents.includes(type))) {
        await plantConfig(connection, parent, inventory, random, `${NAME}-${other}`);
        await inventory.readType(connection, parent.type);
      }
      refusal = await plantConfig(connection, of, inventory, random, NAME);
    }
    await inventory.readType(connection, of.type);
    if (inventory.configObjects(of.type).length === 0) without.push(`${of.type}: ${refusal}`);
  }
  await inventory.readAll(connection);
  return without;
}

async function plantKube(connection: Connection, resource: KubeSurface, inventory: Inventory, random: Random): Promise<string> {
  const path = `${resource.root}${resource.namespaced ? '/namespaces/default' : ''}/${resource.plural}`;
  return grow(connection, path, resource.schema, inventory, random, (document) => document, () => new Members([
    ['kind', resource.kind], ['apiVersion', resource.apiVersion], ['metadata', new Members([['name', NAME]])],
  ]));
}

async function plantConfig(connection: Connection, of: ConfigSurface, inventory: Inventory, random: Random, name: string): Promise<string> {
  return grow(connection, of.collection, of.schema, inventory, random, (document) => new Members([[of.type, document]]), () => {
    const parents = of.parents.flatMap((parent) => inventory.configObjects(parent));
    const parent = parents.length === 0 ? undefined : random.pick(parents);
    return new Members([
      ['fq_name', [...(parent?.fqName ?? []), name]],
      ...(parent === undefined ? [] : [['parent_type', parent.type], ['parent_uuid', parent.uuid]] as [string, Node][]),
    ]);
  });
}

async function grow(connection: Connection, path: string, schema: Schema | undefined, inventory: Inventory, random: Random, wrap: (document: Node) => Node, begin: () => Members): Promise<string> {
  let refusal = '';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const document = begin();
    for (const member of schema?.required ?? []) if (document.get(member) === undefined) document.set(member, schemaValue(schema!.properties?.[member], member, inventory, random, 0));
    for (let round = 0; round < ROUNDS; round += 1) {
      const { status, text } = await connection.send({ method: 'POST', path, headers: { 'content-type': 'application/json', 'accept': path.startsWith('/kube') ? 'application/json' : 'application/problem+json' }, body: bytesOf(wrap(document)) });
      if (status < 300) return '';
      refusal = text.slice(0, 400);
      const wanted = fieldsOf(text, schema);
      if (wanted.length === 0) break;
      for (const { path: steps, sentence, suggestion } of wanted) {
        if (suggestion !== undefined) {
          suggest(document, steps, suggestion);
          continue;
        }
        if (IDENTITY.has(steps[0]!)) continue;
        inventory.learnQuoted(steps.at(-1)!, sentence);
        // What is not wanted after all goes again.
        if (steps.length === 1 && document.get(steps[0]!) !== undefined && !(schema?.required ?? []).includes(steps[0]!) && random.below(2) === 0) document.delete(steps[0]!);
        else fill(document, schema, steps, inventory, random);
      }
    }
  }
  return refusal;
}

interface Wanted {
  readonly path: readonly string[];
  readonly sentence: string;
  /** What would be right there. */
  readonly suggestion?: string;
}

/** A name's last part, or the value. */
function suggest(document: Members, [first = '']: readonly string[], suggestion: string): void {
  const value = document.get(first);
  document.set(first, Array.isArray(value) ? [...value.slice(0, -1), suggestion] : suggestion);
}

/** The fields that a refusal is about: a Status' causes, a problem document's pointers, or a field of the schema that the sentence names. */
function fieldsOf(text: string, schema: Schema | undefined): Wanted[] {
  const said = JSON.parse(text) as { readonly message?: string; readonly detail?: string; readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message: string }[] }; readonly errors?: readonly { readonly pointer: string; readonly detail: string; readonly suggestion?: string }[] };
  const causes: Wanted[] = (said.details?.causes ?? []).filter(({ field }) => field !== undefined).map(({ field, message }) => ({ path: field!.split(/[.[\]]+/).filter((step) => step !== ''), sentence: message }));
  const pointers = (said.errors ?? []).map(({ pointer, detail, suggestion }): Wanted => ({ path: pointer.split('/').slice(2), sentence: detail, ...(suggestion === undefined ? {} : { suggestion }) }));
  const found = [...causes, ...pointers].filter(({ path }) => path.length > 0);
  const sentence = [said.message ?? said.detail ?? '', ...found.map((each) => each.sentence)].join(' ');
  const named = Object.keys(schema?.properties ?? {}).filter((name) => sentence.includes(name) || (found.length === 0 && sentence.includes(name.replace(/_refs$/, '').replaceAll('_', '-'))));
  return [...found, ...named.filter((name) => !found.some(({ path }) => path[0] === name)).map((name) => ({ path: [name], sentence }))];
}

/** Puts a plausible value at the path, making what leads there. */
function fill(document: Members, schema: Schema | undefined, steps: readonly string[], inventory: Inventory, random: Random): void {
  let at: Members | Node[] = document;
  let of = schema;
  for (const [index, step] of steps.entries()) {
    const within: Members | Node[] = at;
    of = Array.isArray(within) ? (typeof of?.items === 'object' ? of.items : undefined) : of?.properties?.[step];
    let here: Node | undefined = Array.isArray(within) ? within[Number(step)] : within.get(step);
    const last = index === steps.length - 1;
    if (!last && (here instanceof Members || Array.isArray(here))) {
      at = here;
      continue;
    }
    here = last ? schemaValue(of, step, inventory, random, random.below(4)) : of?.type === 'array' ? [] : new Members([]);
    if (Array.isArray(within)) within[Math.min(within.length, Number(step) || 0)] = here;
    else within.set(step, here);
    if (last || !(here instanceof Members || Array.isArray(here))) return;
    at = here;
  }
}
