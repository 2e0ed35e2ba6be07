/** Requests of the config API: every type and action that discovery offers. */

import { NO_TYPE } from './coverage.ts';
import { bytesOf, copyOf, documentOf, Members, removeAt, type Node } from './document.ts';
import { hostileText, hostileValue } from './hostile-values.ts';
import type { ConfigObject } from './inventory.ts';
import { schemaValue } from './schema-value.ts';
import { spoil } from './spoil.ts';
import { encoded, queryOf, type Hand, type About, type OneObject, type Promises, type Step } from './step.ts';
import type { ConfigAction, ConfigSurface } from './surface.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
/** Tags that `set-tag` sets. */
const TAGS: readonly (readonly [type: string, value: string])[] = [
  ['tier', 'web'],
  ['label', 'a'],
  ['application', 'k8s'],
];
const NOTHING: Promises = { kind: 'nothing' };
/** Members of a document that a client leaves out when it makes another one like it. */
const OWN = new Set(['uuid', 'href', 'name', 'id_perms', 'parent_href']);

/** A write, as a request of its own or as an item of a batch. */
export interface Write {
  readonly method: string;
  readonly path: string;
  readonly body: Node | undefined;
  readonly promises: Promises;
  readonly about: What;
  readonly object?: OneObject | undefined;
}

/** A kind and a verb, as in `About`. */
type What = Omit<About, 'damage'>;

export function configStep(hand: Hand): Step {
  const { random } = hand;
  const dice = random.below(100);
  if (dice < 12) return readStep(hand);
  if (dice < 45) return actionStep(hand);
  const { method, path, body, promises, about, object } = configWrite(hand);
  const headers = {
    ...JSON_TYPE,
    ...(random.below(2) === 0 ? { accept: 'application/problem+json' } : {}),
    ...(random.below(20) === 0
      ? { 'if-match': random.pick(['"1"', '*', '"99999999"', 'x', '', '"9007199254740993"']) }
      : {}),
  };
  return {
    sent: { method, path, headers, ...(body === undefined ? {} : { body: bytesOf(body) }) },
    promises,
    about: { ...about, damage: hand.did },
    object,
  };
}

/** A create, a change or, rarely, a deletion of one object. */
function configWrite(hand: Hand): Write {
  const { random, surface } = hand;
  const of = random.pick(surface.types);
  const objects = hand.inventory.configObjects(of.type);
  const dice = random.below(100);
  if (objects.length === 0 || dice < 40) return create(hand, of);
  const object = random.pick(objects);
  const path = `${of.resource}/${random.below(40) === 0 ? encoded(hostileText(random)) : object.uuid}`;
  if (dice < 48)
    return {
      method: 'DELETE',
      path,
      body: undefined,
      promises: { kind: 'config', changes: true },
      about: { kind: of.type, verb: 'DELETE' },
      object: path.endsWith(object.uuid)
        ? { api: 'config', kind: of.type, name: object.uuid, deletes: true }
        : undefined,
    };
  const document = copyOf(object.document) as Members;
  // A form sends the whole object, a script the one field.
  if (random.below(2) === 0) {
    const kept = new Set(Array.from({ length: 1 + random.below(3) }, () => random.below(document.entries.length)));
    document.entries.splice(0, document.entries.length, ...document.entries.filter((_entry, index) => kept.has(index)));
  }
  const method = random.below(50) === 0 ? 'PATCH' : 'PUT';
  return {
    method,
    path,
    body: wrapped(hand, of, document),
    promises: { kind: 'config', type: of.type, uuid: object.uuid },
    about: { kind: of.type, verb: method },
    object: path.endsWith(object.uuid)
      ? { api: 'config', kind: of.type, name: object.uuid, deletes: false }
      : undefined,
  };
}

function create(hand: Hand, of: ConfigSurface): Write {
  const { random, inventory } = hand;
  const name = random.below(12) === 0 ? hostileText(random) : `m${random.below(1_000_000)}`;
  let document: Members;
  const like = inventory.configExample(of.type, random);
  if (like !== undefined && random.below(6) > 0) {
    document = copyOf(like.document) as Members;
    for (const member of OWN) document.delete(member);
    document.set('fq_name', [...like.fqName.slice(0, -1), name]);
    document.set('display_name', name);
    for (const path of inventory.unwanted(of.type)) if (random.below(6) > 0) removeAt(document, path.split('.'));
  } else {
    const value = schemaValue(of.schema, of.type, inventory, random, 3);
    document = value instanceof Members ? value : new Members([]);
    for (const member of ['uuid', 'parent_type', 'parent_uuid']) document.delete(member);
    const parents = of.parents.flatMap((parent) => inventory.configObjects(parent));
    document.set('fq_name', [...(parents.length === 0 ? [] : random.pick(parents).fqName), name]);
  }
  return {
    method: 'POST',
    path: of.collection,
    body: wrapped(hand, of, document),
    promises: { kind: 'config', type: of.type, changes: true },
    about: { kind: of.type, verb: 'POST' },
  };
}

function wrapped(hand: Hand, of: ConfigSurface, document: Members): Node {
  const spoilt = spoilt0to3(hand, document, of.schema);
  const body = new Members([[of.type, spoilt]]);
  return hand.random.below(50) === 0 ? spoil(body, undefined, means(hand), hand.random) : body;
}

/** Mostly one mutation; some requests are as they should be, so that there is something to mutate later. */
export function spoilt0to3(hand: Hand, document: Node, schema: ConfigSurface['schema'] | undefined): Node {
  const { random } = hand;
  if (hand.calm === true) return document;
  let spoilt = document;
  for (let more = random.pick([0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 3]); more > 0; more -= 1)
    spoilt = spoil(spoilt, schema, means(hand), random);
  return spoilt;
}

export function means({ inventory, random, did }: Hand): {
  readonly vocabulary: Hand['inventory'];
  readonly others: readonly Node[];
  readonly did: Hand['did'];
} {
  const others = [inventory.anyDocument(random), inventory.anyDocument(random)].filter((one) => one !== undefined);
  return { vocabulary: inventory, did, others };
}

/** `kind`: the type of the object that the action is about, where it is about one. */
type Seed = (hand: Hand) => { readonly body: Node; readonly kind?: string | undefined };

function anyObject(hand: Hand): ConfigObject | undefined {
  const types = hand.surface.types.filter(({ type }) => hand.inventory.configObjects(type).length > 0);
  return types.length === 0 ? undefined : hand.random.pick(hand.inventory.configObjects(hand.random.pick(types).type));
}

/**
 * A property whose items can be changed one by one, what such an item is, and what can be done with it; now and then
 * another property.
 */
function someCollection(hand: Hand): {
  readonly object: ConfigObject | undefined;
  readonly field: string;
  readonly item: Node;
  readonly operations: readonly string[];
} {
  const { random, inventory, surface } = hand;
  const pair = new Members([
    ['key', random.pick(['k', 'l', ...HOSTILE_KEYS])],
    ['value', 'v'],
  ]);
  const annotations = { field: 'annotations', item: pair, operations: ['set', 'delete'] };
  const own = surface.types.filter(
    ({ type, collections }) => collections.length > 0 && inventory.configObjects(type).length > 0,
  );
  if (own.length === 0 || random.below(3) === 0)
    return {
      object: anyObject(hand),
      ...annotations,
      ...(random.below(4) === 0 ? { field: random.pick(collectionFields(hand)) } : {}),
    };
  const { type, collections, schema } = random.pick(own);
  const { field, items, isMap } = random.pick(collections);
  const of = schema.properties?.[field]?.properties?.[items]?.items;
  const held = inventory.configObjects(type).flatMap(({ document }) => itemsOf(document.get(field)));
  const item =
    held.length > 0 && random.below(2) === 0
      ? copyOf(random.pick(held))
      : schemaValue(typeof of === 'object' ? of : undefined, field, inventory, random, 4);
  return {
    object: random.pick(inventory.configObjects(type)),
    field,
    item,
    operations: isMap ? ['set', 'delete'] : ['add', 'add', 'modify', 'delete'],
  };
}

function itemsOf(value: Node | undefined): readonly Node[] {
  const list = value instanceof Members ? value.entries.find(([, items]) => Array.isArray(items))?.[1] : undefined;
  return Array.isArray(list) ? list : [];
}

function someReference(hand: Hand): { readonly from: ConfigObject; readonly target: ConfigObject } | undefined {
  for (let tries = 0; tries < 20; tries += 1) {
    const of = hand.random.pick(hand.surface.types.filter(({ refs }) => refs.length > 0));
    const [from, targets] = [
      hand.inventory.configObjects(of.type),
      hand.inventory.configObjects(hand.random.pick(of.refs)),
    ];
    if (from.length > 0 && targets.length > 0)
      return { from: hand.random.pick(from), target: hand.random.pick(targets) };
  }
  return undefined;
}

/** A body of each action as it should be; an action without one here is named by `actionsWithoutSeed`. */
const ACTION_SEEDS: { readonly [action: string]: Seed } = {
  'prop-collection-get': (hand) => {
    const { object, field } = someCollection(hand);
    return { body: documentOf({ uuid: object?.uuid, fields: field }), kind: object?.type };
  },
  'prop-collection-update': (hand) => {
    const { object, field, item, operations } = someCollection(hand);
    const body = new Members([
      ['uuid', object?.uuid ?? null],
      [
        'updates',
        [
          new Members([
            ['field', field],
            [
              'operation',
              hand.random.pick(hand.random.below(5) === 0 ? ['add', 'modify', 'set', 'delete'] : operations),
            ],
            ['value', item],
            ...(hand.random.below(2) === 0
              ? []
              : [['position', hand.random.pick<Node>(['0', '0', 0, 1, 'k', '-1', 10_000])] as [string, Node]]),
          ]),
        ],
      ],
    ]);
    return { body, kind: object?.type };
  },
  'ref-update': (hand) => {
    const reference = someReference(hand);
    const body = new Members([
      ['type', reference?.from.type ?? ''],
      ['uuid', reference?.from.uuid ?? ''],
      ['ref-type', reference?.target.type ?? ''],
      ['ref-uuid', reference?.target.uuid ?? ''],
      ['ref-fq-name', [...(reference?.target.fqName ?? [])]],
      ['operation', hand.random.pick(['ADD', 'ADD', 'DELETE'])],
      ['attr', hand.random.below(3) > 0 ? null : attributeOf(hand, reference)],
    ]);
    return { body, kind: reference?.from.type };
  },
  'ref-relax-for-delete': (hand) => {
    const reference = someReference(hand);
    return {
      body: new Members([
        ['uuid', reference?.from.uuid ?? ''],
        ['ref-uuid', reference?.target.uuid ?? ''],
      ]),
      kind: reference?.from.type,
    };
  },
  'set-tag': (hand) => {
    const object = anyObject(hand);
    const [type, value] = hand.random.pick(TAGS);
    return {
      body: new Members([
        ['obj_type', object?.type ?? ''],
        ['obj_uuid', object?.uuid ?? ''],
        [
          type,
          hand.random.pick([
            null,
            new Members([
              ['is_global', true],
              ['value', value],
            ]),
            new Members([
              ['is_global', true],
              ['add_values', [value]],
              ['delete_values', ['b']],
            ]),
          ]),
        ],
      ]),
    };
  },
  'name-to-id': (hand) => {
    const object = anyObject(hand);
    return {
      body: new Members([
        ['type', object?.type ?? ''],
        ['fq_name', [...(object?.fqName ?? [])]],
      ]),
    };
  },
  'id-to-name': (hand) => ({ body: new Members([['uuid', anyObject(hand)?.uuid ?? '']]) }),
  'useragent-keyvalue': (hand) => ({
    body: new Members([
      ['operation', hand.random.pick(['STORE', 'RETRIEVE', 'DELETE'])],
      ['key', hand.random.pick(['k', 'l', ...HOSTILE_KEYS])],
      ['value', hostileText(hand.random)],
    ]),
  }),
  'list-bulk-collection': (hand) => ({
    body: new Members([
      ['type', anyObject(hand)?.type ?? ''],
      ...listParameters(hand).map(([name, value]): [string, Node] => [
        name,
        hand.random.below(2) === 0 ? value : value.split(','),
      ]),
    ]),
  }),
  'virtual-network-ip-alloc': (hand) => ({
    body: new Members([
      ['count', hand.random.pick([1, 2, 300])],
      ['family', hand.random.pick(['v4', 'v4', 'v6'])],
      ...(hand.random.below(2) === 0
        ? []
        : [
            ['subnet', schemaValue({ type: 'string' }, 'subnet_uuid', hand.inventory, hand.random, 0)] as [
              string,
              Node,
            ],
          ]),
    ]),
  }),
  'virtual-network-ip-free': (hand) => ({
    body: new Members([
      ['ip_addr', [schemaValue({ type: 'string' }, 'instance_ip_address', hand.inventory, hand.random, 0)]],
    ]),
  }),
  'virtual-network-subnet-ip-count': (hand) => ({
    body: new Members([
      ['subnet_list', [schemaValue({ type: 'string' }, 'subnet_uuid', hand.inventory, hand.random, 0)]],
    ]),
  }),
  batch: (hand) => {
    const calm = hand.random.below(2) === 0;
    return { body: Array.from({ length: 1 + hand.random.below(4) }, () => batchItem({ ...hand, calm })) };
  },
};
const HOSTILE_KEYS = ['__proto__', 'constructor', 'a/b', 'x\u0000y', '\u202e'];

/** Those that change something. */
const READING = new Set([
  'prop-collection-get',
  'name-to-id',
  'id-to-name',
  'list-bulk-collection',
  'virtual-network-subnet-ip-count',
]);

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
  const { method, path, body } =
    dice === 0 && others !== undefined
      ? others.write(hand)
      : dice === 1
        ? actionWrite(hand, random.pick(actions))
        : configWrite(hand);
  return new Members([
    ['method', method],
    ['path', path],
    ...(body === undefined ? [] : [['body', body] as [string, Node]]),
    ...(random.below(20) === 0 ? [['ifMatch', hostileValue(random)] as [string, Node]] : []),
  ]);
}

function actionWrite(hand: Hand, action: ConfigAction): Write {
  const { body, kind } = ACTION_SEEDS[action.name]!(hand);
  const networks = hand.inventory.configObjects(action.name.replace(/-(ip-alloc|ip-free|subnet-ip-count)$/, ''));
  const path = action.path.replace(
    '%s',
    networks.length === 0 || hand.random.below(30) === 0
      ? encoded(hostileText(hand.random))
      : hand.random.pick(networks).uuid,
  );
  return {
    method: action.method,
    path,
    body: spoilt0to3(hand, body, undefined),
    promises: READING.has(action.name) ? NOTHING : { kind: 'config' },
    about: { kind: kind ?? NO_TYPE, verb: action.name },
  };
}

function actionStep(hand: Hand): Step {
  const action = hand.random.pick(hand.surface.actions);
  const { method, path, body, promises, about: what } = actionWrite(hand, action);
  const about = { ...what, damage: hand.did };
  if (method === 'GET') {
    const parameters =
      body instanceof Members
        ? body.entries.map(([name, value]): [string, string] => [
            name,
            typeof value === 'string' ? value : bytesOf(value).toString('utf8').slice(0, 2000),
          ])
        : [];
    return { sent: { method, path: path + queryOf(parameters), headers: {} }, promises, about };
  }
  return { sent: { method, path, headers: JSON_TYPE, body: bytesOf(body ?? null) }, promises, about };
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
  const headers = {
    ...(random.below(3) === 0 ? { accept: 'application/problem+json' } : {}),
    ...(random.below(10) === 0 ? { 'if-none-match': '"x", *' } : {}),
  };
  if (random.below(3) === 0) {
    const objects = hand.inventory.configObjects(of.type);
    const uuid =
      objects.length === 0 || random.below(3) === 0 ? encoded(hostileText(random)) : random.pick(objects).uuid;
    const parameters = ['exclude_hrefs', 'exclude_children', 'exclude_back_refs', 'fields']
      .filter(() => random.below(3) === 0)
      .map((name): [string, string] => [name, random.pick(['', 'true', ...collectionFields(hand), ...HOSTILE_KEYS])]);
    return {
      sent: {
        method: random.below(10) === 0 ? 'HEAD' : 'GET',
        path: `${of.resource}/${uuid}${queryOf(parameters)}`,
        headers,
      },
      promises: NOTHING,
      about: { kind: of.type, verb: 'GET', damage: hand.did },
    };
  }
  return {
    sent: { method: 'GET', path: of.collection + queryOf(listParameters(hand)), headers },
    promises: NOTHING,
    about: { kind: of.type, verb: 'list', damage: hand.did },
  };
}

const LIST_PARAMETERS = [
  'parent_id',
  'parent_fq_name_str',
  'parent_type',
  'back_ref_id',
  'obj_uuids',
  'fq_names',
  'fields',
  'filters',
  'detail',
  'count',
  'exclude_hrefs',
  'page_marker',
  'page_limit',
];

function listParameters(hand: Hand): [string, string][] {
  const { random } = hand;
  return Array.from({ length: random.below(5) }, (): [string, string] => {
    const name = random.below(15) === 0 ? hostileText(random) : random.pick(LIST_PARAMETERS);
    if (random.below(3) === 0) return [name, hostileText(random)];
    const object = anyObject(hand);
    switch (name) {
      case 'parent_id':
      case 'back_ref_id':
      case 'obj_uuids':
      case 'page_marker':
        return [name, object?.uuid ?? ''];
      case 'parent_fq_name_str':
      case 'fq_names':
        return [name, (object?.fqName ?? []).join(':')];
      case 'parent_type':
        return [name, object?.type ?? ''];
      case 'fields':
        return [name, `${random.pick(collectionFields(hand))},${hostileText(random)}`];
      case 'filters':
        return [
          name,
          (random.below(2) === 0 ? random.pick(collectionFields(hand)) : hostileText(random)) +
            `==${bytesOf(hostileValue(random)).toString('utf8').slice(0, 500)}`,
        ];
      case 'page_limit':
        return [name, random.pick(['1', '0', '-1', '1e9', '10000', '3.5', 'x'])];
      default:
        return [name, random.pick(['true', 'false', 'True', ''])];
    }
  });
}
