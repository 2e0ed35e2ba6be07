/**
 * One object of each kind that has none: a minimal body from the kind's schema, filled where a refusal says something
 * is missing or wrong, until it is taken. A kind for which that does not work is named.
 */

import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { isConfigType, kindOf } from '../../model/config/types.ts';
import type { HttpConnection } from './connection.ts';
import { bytesOf, Members, type Node } from './document.ts';
import type { Inventory } from './inventory.ts';
import { fieldsOf } from './refusal.ts';
import { schemaValue, type Schema } from './schema-value.ts';
import type { ConfigSurface, KubeSurface, Surface } from './surface.ts';

const ROUNDS = 20;
const TRIES = 30;
const OTHER_PARENTS = 8;
/** What a name of a first object may be: it is a valid one of every kind. */
const NAME = 'seed';
/** Members that `begin` knows better. */
const IDENTITY = new Set(['fq_name', 'parent_type', 'parent_uuid', 'uuid', 'kind', 'apiVersion']);

/** Kinds that have no object and could not be given one, with the last refusal, or the last one's acceptance. */
export async function plantSeeds(
  connection: HttpConnection,
  surface: Surface,
  inventory: Inventory,
  random: Random,
): Promise<string[]> {
  await inventory.readAll(connection);
  const without: string[] = [];
  for (const resource of surface.resources) {
    if (inventory.kubeObjects(resource.kind).length > 0) continue;
    let said = '';
    // One that was made as the child of what is not there is gone at once.
    for (let attempt = 0; attempt < OTHER_PARENTS && inventory.kubeObjects(resource.kind).length === 0; attempt += 1) {
      said = (await plantKube(connection, resource, inventory, random)).said;
      await inventory.readKind(connection, resource.kind);
    }
    if (inventory.kubeObjects(resource.kind).length === 0) without.push(`${resource.kind}: ${said}`);
  }
  for (const of of surface.types) {
    await inventory.readType(connection, of.type);
    if (inventory.configObjects(of.type).length > 0) continue;
    let planted = await plantConfig(connection, of, inventory, random, NAME);
    for (let other = 1; !planted.taken && other <= OTHER_PARENTS; other += 1) {
      // Perhaps its parent is in a bad place: another one, elsewhere.
      for (const parent of surface.types.filter(({ type }) => of.parents.includes(type))) {
        await plantConfig(connection, parent, inventory, random, `${NAME}-${other}`);
        await inventory.readType(connection, parent.type);
      }
      planted = await plantConfig(connection, of, inventory, random, NAME);
    }
    await inventory.readType(connection, of.type);
    if (inventory.configObjects(of.type).length === 0) without.push(`${of.type}: ${planted.said}`);
  }
  await inventory.readAll(connection);
  return without;
}

async function plantKube(
  connection: HttpConnection,
  resource: KubeSurface,
  inventory: Inventory,
  random: Random,
): Promise<Planted> {
  const path = `${resource.root}${resource.namespaced ? '/namespaces/default' : ''}/${resource.plural}`;
  return grow(
    connection,
    path,
    resource.schema,
    inventory,
    random,
    (document) => document,
    () =>
      new Members([
        ['kind', resource.kind],
        ['apiVersion', resource.apiVersion],
        ['metadata', new Members([['name', NAME]])],
      ]),
  );
}

async function plantConfig(
  connection: HttpConnection,
  of: ConfigSurface,
  inventory: Inventory,
  random: Random,
  name: string,
): Promise<Planted> {
  return grow(
    connection,
    of.collection,
    of.schema,
    inventory,
    random,
    (document) => new Members([[of.type, document]]),
    () => {
      // What a program made is its controller's to keep: anything else below it goes again.
      const parents = of.parents.flatMap((parent) =>
        inventory
          .configObjects(parent)
          .filter(
            ({ fqName }) =>
              !(isConfigType(parent) && kindOf(parent).namedByPrograms === true) || fqName.at(-1)!.startsWith(NAME),
          ),
      );
      const parent = parents.length === 0 ? undefined : random.pick(parents);
      return new Members([
        ['fq_name', [...(parent?.fqName ?? []), name]],
        ...(parent === undefined
          ? []
          : ([
              ['parent_type', parent.type],
              ['parent_uuid', parent.uuid],
            ] as [string, Node][])),
      ]);
    },
  );
}

async function grow(
  connection: HttpConnection,
  path: string,
  schema: Schema | undefined,
  inventory: Inventory,
  random: Random,
  wrap: (document: Node) => Node,
  begin: () => Members,
): Promise<Planted> {
  let refusal = '';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const document = begin();
    for (const member of schema?.required ?? [])
      if (document.get(member) === undefined)
        document.set(member, schemaValue(schema!.properties?.[member], member, inventory, random, 0));
    for (let round = 0; round < ROUNDS; round += 1) {
      const { status, text } = await connection.send({
        method: 'POST',
        path,
        headers: {
          'content-type': 'application/json',
          accept: path.startsWith('/kube') ? 'application/json' : 'application/problem+json',
        },
        body: bytesOf(wrap(document)),
      });
      if (status < 300) return { taken: true, said: `it was made, and is not listed: ${text.slice(0, 400)}` };
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
        // What is not needed after all is deleted again.
        if (
          steps.length === 1 &&
          document.get(steps[0]!) !== undefined &&
          !(schema?.required ?? []).includes(steps[0]!) &&
          random.below(2) === 0
        )
          document.delete(steps[0]!);
        else fill(document, schema, steps, inventory, random);
      }
    }
  }
  return { taken: false, said: refusal };
}

interface Planted {
  readonly taken: boolean;
  readonly said: string;
}

/** A name's last part, or the value. */
function suggest(document: Members, [first = '']: readonly string[], suggestion: string): void {
  const value = document.get(first);
  document.set(first, Array.isArray(value) ? [...value.slice(0, -1), suggestion] : suggestion);
}

/** Puts a plausible value at the path, making what leads there. */
function fill(
  document: Members,
  schema: Schema | undefined,
  steps: readonly string[],
  inventory: Inventory,
  random: Random,
): void {
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
    here = last
      ? schemaValue(of, step, inventory, random, random.below(4))
      : of?.type === 'array'
        ? []
        : new Members([]);
    if (Array.isArray(within)) within[Math.min(within.length, Number(step) || 0)] = here;
    else within.set(step, here);
    if (last || !(here instanceof Members || Array.isArray(here))) return;
    at = here;
  }
}
