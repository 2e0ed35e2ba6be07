/** Requests of the config API: every type and action that discovery offers. */
import { bytesOf, copyOf, documentOf, Members, type Node } from './document.ts';
import { hostileText, hostileValue } from './hostile-values.ts';
import type { ConfigObject } from './inventory.ts';
import { schemaValue } from './schema-value.ts';
import { spoil } from './spoil.ts';
import { encoded, queryOf, type Hand, type Promises, type Step } from './step.ts';
import type { ConfigAction, ConfigSurface } from './surface.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const NOTHING: Promises = { kind: 'nothing' };
/** Members of a document that a client leaves out when it makes another one like it. */
const OWN = new Set(['uuid', 'href', 'name', 'id_perms', 'parent_href']);

/** A write, as a request of its own or as an item of a batch. */
export interface Write {
  readonly method: string;
  readonly path: string;
  readonly body: Node | undefined;
  readonly promises: Promises;
}

export function configStep(hand: Hand): Step {
  const { random } = hand;
  const dice = random.below(100);
  if (dice < 12) return readStep(hand);
  if (dice < 45) return actionStep(hand);
  const { method, path, body, promises } = configWrite(hand);
  const headers = { ...JSON_TYPE, ...(random.below(2) === 0 ? { accept: 'application/problem+json' } : {}), ...(random.below(20) === 0 ? { 'if-match': random.pick(['"1"', '*', '"99999999"', 'x', '', '"9007199254740993"']) } : {}) };
  return { sent: { method, path, headers, ...(body === undefined ? {} : { body: bytesOf(body) }) }, promises };
}

/** A create, a change or, seldom, a deletion of one object. */
export function configWrite(hand: Hand): Write {
  const { random, surface } = hand;
  const of = random.pick(surface.types);
  const objects = hand.inventory.configObjects(of.type);
  const dice = random.below(100);
  if (objects.length === 0 || dice < 40) return create(hand, of, objects);
  const object = random.pick(objects);
  const path = `${of.resource}/${random.below(40) === 0 ? encoded(hostileText(random)) : object.uuid}`;
  if (dice < 48) return { method: 'DELETE', path, body: undefined, promises: { kind: 'config', changes: true } };
  const document = copyOf(object.document) as Members;
  // A form sends the whole object, a script the one field.
  if (random.below(2) === 0) {
    const kept = new Set(Array.from({ length: 1 + random.below(3) }, () => random.below(document.entries.length)));
    document.entries.splice(0, document.entries.length, ...document.entries.filter((_entry, index) => kept.has(index)));
  }
  return { method: random.below(50) === 0 ? 'PATCH' : 'PUT', path, body: wrapped(hand, of, document), promises: { kind: 'config', type: of.type, uuid: object.uuid } };
}

function create(hand: Hand, of: ConfigSurface, objects: readonly ConfigObject[]): Write {
  const { random, inventory } = hand;
  const name = random.below(12) === 0 ? hostileText(random) : `m${random.below(1_000_000)}`;
  let document: Members;
  if (objects.length > 0 && random.below(3) > 0) {
    const like = random.pick(objects);
    document = copyOf(like.document) as Members;
    for (const member of OWN) document.delete(member);
    document.set('fq_name', [...like.fqName.slice(0, -1), name]);
    document.set('display_name', name);
  } else {
    const value = schemaValue(of.schema, of.type, inventory, random, 3);
    document = value instanceof Members ? value : new Members([]);
    for (const member of ['uuid', 'parent_type', 'parent_uuid']) document.delete(member);
    const parents = of.parents.flatMap((parent) => inventory.configObjects(parent));
    document.set('fq_name', [...(parents.length === 0 ? [] : random.pick(parents).fqName), name]);
  }
  return { method: 'POST', path: of.collection, body: wrapped(hand, of, document), promises: { kind: 'config', type: of.type, changes: true } };
}

function wrapped(hand: Hand, of: ConfigSurface, document: Members): Node {
  const spoilt = spoilt0to3(hand, document, of.schema);
  const body = new Members([[of.type, spoilt]]);
  return hand.random.below(50) === 0 ? spoil(body, undefined, means(hand), hand.random) : body;
}

/** Mostly one mutation; some requests are as they should be, so that there is something to be spoilt later. */
export function spoilt0to3(hand: Hand, document: Node, schema: ConfigSurface['schema'] | undefined): Node {
  const { random } = hand;
  let spoilt = document;
  for (let more = random.pick([0, 0, 1, 1, 1, 1, 1, 1, 2, 3]); more > 0; more -= 1) spoilt = spoil(spoilt, schema, means(hand), random);
  return spoilt;
}

export function means({ inventory, random }: Hand): { readonly vocabulary: Hand['inventory']; readonly others: readonly Node[] } {
  const documents = inventory.documents();
  return { vocabulary: inventory, others: documents.length === 0 ? [] : [random.pick(documents), random.pick(documents)] };
}

type Seed = (hand: Hand) => Node;

function anyObject(hand: Hand): ConfigObject | undefined {
  const types = hand.surface.types.filter(({ type }) => hand.inventory.configObjects(type).length > 0);
  return types.length === 0 ? undefined : hand.random.pick(hand.inventory.configObjects(hand.random.pick(types).type));
}

function someReference(hand: Hand): { readonly from: ConfigObject; readonly target: ConfigObject } | undefined {
  for (let tries = 0; tries < 20; tries += 1) {
    const of = hand.random.pick(hand.surface.types.filter(({ refs }) => refs.length > 0));
    const [from, targets] = [hand.inventory.configObjects(of.type), hand.inventory.configObjects(hand.random.pick(of.refs))];
    if (from.length > 0 && targets.length > 0) return { from: hand.random.pick(from), target: hand.random.pick(targets) };
  }
  return undefined;
}

/** A body of each action as it should be; an action without one here is named by `actionsWithoutSeed`. */
const ACTION_SEEDS: { readonly [action: string]: Seed } = {
  'prop-collection-get': (hand) => documentOf({ uuid: anyObject(hand)?.uuid, fields: hand.random.pick(collectionFields(hand)) }),
  'prop-collection-update': (hand) => {
    const object = anyObject(hand);
    const fields = object?.document.entries.filter(([, member]) => member instanceof Members && member.entries.some(([, items]) => Array.isArray(items))) ?? [];
    const [field, value] = fields.length === 0 ? [hand.random.pick(collectionFields(hand)), undefined] : hand.random.pick(fields);
    const items = value instanceof Members ? value.entries.find(([, list]) => Array.isArray(list))?.[1] as Node[] | undefined : undefined;
    const item = items === undefined || items.length === 0 ? new Members([['key', 'k'], ['value', 'v']]) : copyOf(hand.random.pick(items));
    return new Members([
      ['uuid', object?.uuid ?? null],
      ['updates', [new Members([['field', field], ['operation', hand.random.pick(['add', 'modify', 'set', 'delete'])], ['value', item], ['position', hand.random.pick<Node>(['0', 0, 1, 'k', '-1', 10_000])]])]],
    ]);
  },
  'ref-update': (hand) => {
    const reference = someReference(hand);
    return new Members([
      ['type', reference?.from.type ?? ''], ['uuid', reference?.from.uuid ?? ''], ['ref-type', reference?.target.type ?? ''], ['ref-uuid', reference?.target.uuid ?? ''],
      ['ref-fq-name', [...(reference?.target.fqName ?? [])]], ['operation', hand.random.pick(['ADD', 'ADD', 'DELETE'])],
      ['attr', hand.random.below(2) === 0 ? null : attributeOf(hand, reference)],
    ]);
  },
  'ref-relax-for-delete': (hand) => {
    const reference = someReference(hand);
    return new Members([['uuid', reference?.from.uuid ?? ''], ['ref-uuid', reference?.target.uuid ?? '']]);
  },
  'name-to-id': (hand) => {
    const object = anyObject(hand);
    return new Members([['type', object?.type ?? ''], ['fq_name', [...(object?.fqName ?? [])]]]);
  },
  'id-to-name': (hand) => new Members([['uuid', anyObject(hand)?.uuid ?? '']]),
  'useragent-keyvalue': (hand) => new Members([['operation', hand.random.pick(['STORE', 'RETRIEVE', 'DELETE'])], ['key', hand.random.pick(['k', 'l', ...HOSTILE_KEYS])], ['value', hostileText(hand.random)]]),
  'list-bulk-collection': (hand) => new Members([['type', anyObject(hand)?.type ?? ''], ...listParameters(hand).map(([name, value]): [string, Node] => [name, hand.random.below(2) === 0 ? value : value.split(',')])]),
  'virtual-network-ip-alloc': (hand) => new Members([['count', hand.random.pick([1, 2, 300])], ['family', hand.random.pick(['v4', 'v6'])], ['subnet', schemaValue({ type: 'string' }, 'subnet_uuid', hand.inventory, hand.random, 0)]]),
  'virtual-network-ip-free': (hand) => new Members([['ip_addr', [schemaValue({ type: 'string' }, 'instance_ip_address', hand.inventory, hand.random, 0)]]]),
  'virtual-network-subnet-ip-count': (hand) => new Members([['subnet_list', [schemaValue({ type: 'string' }, 'subnet_uuid', hand.inventory, hand.random, 0)]]]),
  'batch': (hand) => Array.from({ length: 1 + hand.random.below(4) }, () => batchItem(hand)),
};
const HOSTILE_KEYS = ['__proto__', 'constructor', 'a/b', 'x\u0000y', '\u202e'];

/** Those that change something. */
const READING = new Set(['prop-collection-get', 'name-to-id', 'id-to-name', 'list-bulk-collection', 'virtual-network-subnet-ip-count']);

/** Writes of another interface that a batch takes as well; set by who knows them. */
export interface BatchItems {
  write(hand: Hand): Write;
}
let others: BatchItems | undefined;
export function alsoInBatches(items: BatchItems): void {
  others = items;
}

export function actionsWithoutSeed(actions: readonly ConfigAction[]): string[] {
  return actions.map(({ name }) => name).filter((name) => !Object.hasOwn(ACTION_SEEDS, name));
}

function batchItem(hand: Hand): Node {
  const { random } = hand;
  const actions = hand.surface.actions.filter(({ name }) => name !== 'batch' && !READING.has(name));
  const dice = random.below(3);
  const { method, path, body } = dice === 0 && others !== undefined ? others.write(hand) : dice === 1 ? actionWrite(hand, random.pick(actions)) : configWrite(hand);
  return new Members([['method', method], ['path', path], ...(body === undefined ? [] : [['body', body] as [string, Node]]), ...(random.below(20) === 0 ? [['ifMatch', hostileValue(random)] as [string, Node]] : [])]);
}

function actionWrite(hand: Hand, action: ConfigAction): Write {
  const seed = ACTION_SEEDS[action.name]!(hand);
  const networks = hand.inventory.configObjects(action.name.replace(/-(ip-alloc|ip-free|subnet-ip-count)$/, ''));
  const path = action.path.replace('%s', networks.length === 0 || hand.random.below(30) === 0 ? encoded(hostileText(hand.random)) : hand.random.pick(networks).uuid);
  return { method: action.method, path, body: spoilt0to3(hand, seed, undefined), promises: READING.has(action.name) ? NOTHING : { kind: 'config' } };
}

function actionStep(hand: Hand): Step {
  const action = hand.random.pick(hand.surface.actions);
  const { method, path, body, promises } = actionWrite(hand, action);
  if (method === 'GET') {
    const parameters = body instanceof Members ? body.entries.map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : bytesOf(value).toString('utf8').slice(0, 2000)]) : [];
    return { sent: { method, path: path + queryOf(parameters), headers: {} }, promises };
  }
  return { sent: { method, path, headers: JSON_TYPE, body: bytesOf(body ?? null) }, promises };
}

function attributeOf(hand: Hand, reference: ReturnType<typeof someReference>): Node {
  const of = hand.surface.types.find(({ type }) => type === reference?.from.type);
  const items = of?.schema.properties?.[`${(reference?.target.type ?? '').replaceAll('-', '_')}_refs`]?.items;
  const attr = typeof items === 'object' ? items.properties?.['attr'] : undefined;
  return schemaValue(attr, 'attr', hand.inventory, hand.random, 6);
}

/** Properties that hold lists, of any type. */
function collectionFields({ surface }: Hand): string[] {
  return ['annotations', ...surface.types.flatMap(({ schema }) => Object.keys(schema.properties ?? {}))];
}

function readStep(hand: Hand): Step {
  const { random, surface } = hand;
  const of = random.pick(surface.types);
  const headers = { ...(random.below(3) === 0 ? { accept: 'application/problem+json' } : {}), ...(random.below(10) === 0 ? { 'if-none-match': '"x", *' } : {}) };
  if (random.below(3) === 0) {
    const objects = hand.inventory.configObjects(of.type);
    const uuid = objects.length === 0 || random.below(3) === 0 ? encoded(hostileText(random)) : random.pick(objects).uuid;
    const parameters = ['exclude_hrefs', 'exclude_children', 'exclude_back_refs', 'fields'].filter(() => random.below(3) === 0).map((name): [string, string] => [name, random.pick(['', 'true', ...collectionFields(hand), ...HOSTILE_KEYS])]);
    return { sent: { method: random.below(10) === 0 ? 'HEAD' : 'GET', path: `${of.resource}/${uuid}${queryOf(parameters)}`, headers }, promises: NOTHING };
  }
  return { sent: { method: 'GET', path: of.collection + queryOf(listParameters(hand)), headers }, promises: NOTHING };
}

const LIST_PARAMETERS = ['parent_id', 'parent_fq_name_str', 'parent_type', 'back_ref_id', 'obj_uuids', 'fq_names', 'fields', 'filters', 'detail', 'count', 'exclude_hrefs', 'page_marker', 'page_limit'];

function listParameters(hand: Hand): [string, string][] {
  const { random } = hand;
  return Array.from({ length: random.below(5) }, (): [string, string] => {
    const name = random.below(15) === 0 ? hostileText(random) : random.pick(LIST_PARAMETERS);
    if (random.below(3) === 0) return [name, hostileText(random)];
    const object = anyObject(hand);
    switch (name) {
      case 'parent_id': case 'back_ref_id': case 'obj_uuids': case 'page_marker': return [name, object?.uuid ?? ''];
      case 'parent_fq_name_str': case 'fq_names': return [name, (object?.fqName ?? []).join(':')];
      case 'parent_type': return [name, object?.type ?? ''];
      case 'fields': return [name, `${random.pick(collectionFields(hand))},${hostileText(random)}`];
      case 'filters': return [name, `${random.below(2) === 0 ? random.pick(collectionFields(hand)) : hostileText(random)}==${bytesOf(hostileValue(random)).toString('utf8').slice(0, 500)}`];
      case 'page_limit': return [name, random.pick(['1', '0', '-1', '1e9', '10000', '3.5', 'x'])];
      default: return [name, random.pick(['true', 'false', 'True', ''])];
    }
  });
}
