/** Requests of the Kubernetes API: every resource, subresource and verb that discovery offers. */

import { stringify } from 'yaml';
import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { pointerTo, stepsOf } from '../../model/json-pointer.ts';
import { means, spoilt0to3, type Write } from './config-steps.ts';
import { bytesOf, copyOf, documentOf, Members, removeAt, type Node } from './document.ts';
import { hostileKey, hostileText, hostileValue } from './hostile-values.ts';
import type { KubeObject } from './inventory.ts';
import { schemaValue } from './schema-value.ts';
import { spoil } from './spoil.ts';
import { encoded, queryOf, type Hand, type OneObject, type Promises, type Step } from './step.ts';
import type { KubeSurface } from './surface.ts';

const NOTHING: Promises = { kind: 'nothing' };
const ACCEPTS = [
  'application/json',
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  'application/vnd.kubernetes.protobuf',
  '*/*',
  'x/y',
  'application/json;as=__proto__;v=;g=',
];
const PATCH_TYPES = [
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/json-patch+json',
];
const BODY_TYPES = [
  'application/json',
  'application/json',
  'application/json',
  'application/yaml',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];

const PATCH_NAMES = new Map([
  ['application/merge-patch+json', 'merge'],
  ['application/strategic-merge-patch+json', 'strategic'],
  ['application/json-patch+json', 'json'],
]);

/** Where a request goes and which object it is about. */
interface Target {
  readonly of: KubeSurface;
  readonly object: KubeObject | undefined;
  readonly subresource: KubeSurface['subresources'][number] | undefined;
  readonly path: string;
  /** The object, when the path names it and nothing else. */
  readonly named: OneObject | undefined;
}

export function kubeStep(hand: Hand): Step {
  const { random } = hand;
  const of = random.pick(hand.surface.resources);
  const subresource = of.subresources.length > 0 && random.below(4) === 0 ? random.pick(of.subresources) : undefined;
  const verbs = subresource?.verbs ?? of.verbs;
  // Whole collections go rarely, or there would be nothing left.
  const verb = random.pick(verbs.filter((each) => each !== 'deletecollection' || random.below(12) === 0));
  switch (verb) {
    case 'create':
    case 'update':
    case 'patch':
    case 'delete':
      return writeStep(hand, of, subresource, verb);
    // One that is refused may have deleted some, as in Kubernetes.
    case 'deletecollection':
      return {
        about: { kind: of.kind, verb, damage: hand.did },
        sent: {
          method: 'DELETE',
          path: collectionPath(hand, of) + queryOf([...selectors(hand, of, true), ...writeParameters(random)]),
          headers: {},
        },
        promises: NOTHING,
      };
    case 'watch':
      return watchStep(hand, of);
    default:
      return readStep(hand, of, subresource, verb === 'get');
  }
}

/** `Pod`, `Pod/status` */
function nameOf(of: KubeSurface, subresource: Target['subresource']): string {
  return subresource === undefined ? of.kind : `${of.kind}/${subresource.name}`;
}

/** As an item of a batch. */
export function kubeWrite(hand: Hand): Write {
  const { random } = hand;
  const of = random.pick(hand.surface.resources);
  const verb = random.pick(of.verbs.filter((each) => ['create', 'update', 'patch', 'delete'].includes(each)));
  const { method, path, body } = write(hand, of, undefined, verb, random.pick(PATCH_TYPES));
  return { method, path, body, promises: NOTHING, about: { kind: of.kind, verb } };
}

function write(
  hand: Hand,
  of: KubeSurface,
  subresource: Target['subresource'],
  verb: string,
  patchType: string,
): {
  readonly method: string;
  readonly path: string;
  readonly body: Node | undefined;
  readonly object?: OneObject | undefined;
} {
  const { random } = hand;
  const target = targetOf(hand, of, subresource);
  switch (verb) {
    case 'create':
      if (subresource !== undefined)
        return {
          method: 'POST',
          path: target.path,
          body: spoilt0to3(
            hand,
            subresource.kind === 'Binding'
              ? binding(hand)
              : new Members([
                  ['kind', subresource.kind],
                  ['metadata', new Members([['name', target.object?.name ?? 'x']])],
                ]),
            undefined,
          ),
        };
      return { method: 'POST', path: collectionPath(hand, of), body: spoilt0to3(hand, newObject(hand, of), of.schema) };
    case 'update':
      return {
        method: 'PUT',
        path: target.path,
        body: spoilt0to3(
          hand,
          subresource?.kind === 'Scale' ? scale(target, random) : documentFor(hand, target),
          of.schema,
        ),
        object: named(target, false),
      };
    case 'patch':
      return {
        method: 'PATCH',
        path: target.path,
        body: patchBody(hand, target, patchType),
        object: named(target, false),
      };
    default:
      return {
        method: 'DELETE',
        path: target.path,
        body: random.below(2) === 0 ? undefined : spoilt0to3(hand, deleteOptions(target), undefined),
        object: named(target, true),
      };
  }
}

function named({ named: of }: Target, deletes: boolean): OneObject | undefined {
  return of === undefined ? undefined : { ...of, deletes };
}

function writeStep(hand: Hand, of: KubeSurface, subresource: Target['subresource'], verb: string): Step {
  const { random } = hand;
  const patchType = random.pick(PATCH_TYPES);
  const { method, path, body, object } = write(hand, of, subresource, verb, patchType);
  const type =
    verb === 'patch'
      ? random.below(40) === 0
        ? random.pick(['application/apply-patch+yaml', 'application/json', 'application/yaml'])
        : patchType
      : random.pick(BODY_TYPES);
  const accept = random.below(3) === 0 ? random.pick(ACCEPTS) : 'application/json';
  const parameters = writeParameters(random);
  const dryRun = parameters.some(([name]) => name === 'dryRun');
  const plain =
    accept === 'application/json' &&
    !dryRun &&
    (subresource === undefined || subresource.kind === of.kind) &&
    verb !== 'delete';
  const kind = nameOf(of, subresource);
  return {
    object: dryRun ? undefined : object,
    about: { kind, verb: verb === 'patch' ? `patch ${PATCH_NAMES.get(type) ?? 'otherwise'}` : verb, damage: hand.did },
    sent: {
      method,
      path: path + queryOf(parameters),
      headers: { accept, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: encodedBody(body, type, hand) }),
    },
    promises: {
      kind: 'kube',
      of: of.kind,
      single: plain,
      changes: verb === 'create' && subresource === undefined && !dryRun,
      rehearses: parameters.some(([name, value]) => name === 'dryRun' && value === 'All'),
    },
  };
}

/** JSON is YAML; half of the YAML is written as people write it, some of it as only an attacker does. */
function encodedBody(body: Node, type: string, { random, did }: Hand): Buffer {
  const json = bytesOf(body);
  const otherwise = (bytes: Buffer): Buffer => {
    did.add('another encoding');
    return bytes;
  };
  if (type === 'application/yaml') {
    if (random.below(12) === 0) return otherwise(Buffer.from(random.pick(YAML_BOMBS)(json.toString('utf8'))));
    if (random.below(2) === 0 && json.length < LONGEST_AS_WRITTEN) {
      try {
        return Buffer.from(stringify(JSON.parse(json.toString('utf8'))));
      } catch {
        return json;
      }
    }
  }
  if (type === 'application/vnd.kubernetes.protobuf') return otherwise(protobuf(body, random));
  if (random.below(60) === 0) return otherwise(json.subarray(0, random.below(json.length + 1)));
  if (random.below(60) === 0 && json.length > 0) {
    const broken = Buffer.from(json);
    broken[random.below(broken.length)] = random.below(256);
    return otherwise(broken);
  }
  return json;
}

/**
 * Longer documents go as JSON, which YAML is too: to write them as YAML takes longer than to read them,
 * characters.
 */
const LONGEST_AS_WRITTEN = 8_000;

const YAML_BOMBS: readonly ((json: string) => string)[] = [
  (json) => {
    const nineOf = (text: string): string => `[${Array.from({ length: 9 }, () => text).join(',')}]`;
    const levels = Array.from('bcdefghi', (name, level) => `${name}: &${name} ${nineOf(`*${'abcdefgh'[level]}`)}\n`);
    return `a: &a ${nineOf('"x"')}\n${levels.join('')}kind: ${json.length}\n`;
  },
  (json) => `${json}\n---\n${json}\n`,
  () => `kind: Pod\nmetadata: &m\n  name: x\n  labels: *m\n`,
  () =>
    `metadata:\n  ` +
    `annotations:\n${Array.from({ length: 4000 }, (_, index) => `    k${index}: "v\\n${index}"`).join('\n')}\n`,
  () => `kind: !!js/function 'x'\nmetadata: !!python/object {}\n`,
  () => `<<: {a: 1}\nkind: Pod\nmetadata: {name: !!binary "AAAA", <<: {labels: {__proto__: x}}}\n`,
  () => `? [a, b]\n: {? {c: d} : e}\n`,
  (json) => `%YAML 1.1\n%TAG ! tag:x,2000:\n--- ${json}`,
  () => `${'- '.repeat(3000)}x\n`,
  () => `${'['.repeat(3000)}`,
  () => `a: 0x1F\nb: 0o17\nc: 1e400\nd: .nan\ne: .inf\nf: ~\ng: 2001-12-14t21:59:43.10-05:00\nkind: yes\n`,
  () => `a: "${'\\n'.repeat(60_000)}"\n`,
];

/** The frame and a message of the kind with a name; now and then a broken one. */
function protobuf(body: Node, random: Random): Buffer {
  const text = (node: Node | undefined): string => (typeof node === 'string' ? node : 'x');
  const field = (number: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(bytes.length)]), bytes]);
  const [kind, apiVersion, metadata] =
    body instanceof Members ? [body.get('kind'), body.get('apiVersion'), body.get('metadata')] : [];
  const type = Buffer.concat([
    field(1, Buffer.from(text(apiVersion ?? 'v1'))),
    field(2, Buffer.from(text(kind ?? 'Namespace'))),
  ]);
  const object = field(1, field(1, Buffer.from(text(metadata instanceof Members ? metadata.get('name') : undefined))));
  const whole = Buffer.concat([Buffer.from('k8s\0'), field(1, type), field(2, object)]);
  if (random.below(2) === 0) return whole;
  const at = random.below(whole.length);
  return random.below(2) === 0
    ? whole.subarray(0, at)
    : Buffer.concat([whole.subarray(0, at), random.bytes(random.below(20)), whole.subarray(at)]);
}

function varint(length: number): number[] {
  return length < 128 ? [length] : [(length & 127) | 128, ...varint(length >>> 7)];
}

function targetOf(hand: Hand, of: KubeSurface, subresource: Target['subresource']): Target {
  const { random, inventory } = hand;
  const objects = inventory.kubeObjects(of.kind);
  const object = objects.length === 0 ? undefined : random.pick(objects);
  const name = object === undefined || random.below(40) === 0 ? encoded(hostileText(random)) : encoded(object.name);
  const within = of.namespaced
    ? `/namespaces/${random.below(60) === 0 ? encoded(hostileText(random)) : encoded(object?.namespace ?? 'default')}`
    : '';
  const sub =
    subresource === undefined
      ? random.below(80) === 0
        ? `/${encoded(hostileText(random))}`
        : ''
      : `/${subresource.name}`;
  const path = `${of.root}${within}/${of.plural}/${name}${sub}`;
  const whole = of.namespaced ? `/namespaces/${encoded(object?.namespace ?? '')}` : '';
  const exact = object !== undefined && path === `${of.root}${whole}/${of.plural}/${encoded(object.name)}`;
  return {
    of,
    object,
    subresource,
    path,
    named: exact
      ? { api: 'kube', kind: of.kind, name: object.name, namespace: object.namespace, deletes: true }
      : undefined,
  };
}

function collectionPath(hand: Hand, of: KubeSurface): string {
  const { random, inventory } = hand;
  if (!of.namespaced) return `${of.root}/${of.plural}`;
  const namespaces = inventory.kubeObjects('Namespace').map(({ name }) => name);
  const namespace =
    namespaces.length === 0 || random.below(30) === 0
      ? random.pick(['default', 'none', encoded(hostileText(random))])
      : encoded(random.pick(namespaces));
  return `${of.root}/namespaces/${namespace}/${of.plural}`;
}

function newObject(hand: Hand, of: KubeSurface): Node {
  const { random, inventory } = hand;
  const name = random.below(12) === 0 ? hostileText(random) : `m${random.below(1_000_000)}`;
  const like = inventory.kubeExample(of.kind, random);
  let document: Members;
  if (like !== undefined && random.below(6) > 0) document = copyOf(like.document) as Members;
  else {
    const value = schemaValue(of.schema, of.kind, inventory, random, 3);
    document = value instanceof Members ? value : new Members([]);
  }
  const before = document.get('metadata');
  const metadata = new Members([['name', name]]);
  for (const member of ['labels', 'annotations']) {
    const value = before instanceof Members ? before.get(member) : undefined;
    if (value !== undefined) metadata.set(member, value);
  }
  if (random.below(3) === 0) {
    const annotations =
      metadata.get('annotations') instanceof Members ? (metadata.get('annotations') as Members) : new Members([]);
    annotations.set(String(random.pick(inventory.byName.get('annotations')!)), random.pick(ANNOTATION_VALUES));
    metadata.set('annotations', annotations);
  }
  if (random.below(30) === 0) metadata.set('generateName', hostileText(random));
  document.set('kind', of.kind);
  document.set('apiVersion', of.apiVersion);
  document.set('metadata', metadata);
  document.delete('status');
  for (const path of inventory.unwanted(of.kind)) if (random.below(6) > 0) removeAt(document, path.split('.'));
  return document;
}

const ANNOTATION_VALUES = [
  'true',
  'false',
  'True',
  '10.77.0.0/24',
  '2001:db8:7::/64',
  'seed',
  'default/seed',
  '[{"name":"seed","namespace":"default"}]',
  '[{"name":"seed","interface":"net1","ips":["10.1.0.9"]}]',
  'seed,seed',
  'seed@eth1',
  "{'domain': 'default-domain', 'project': 'k8s-default', 'network': 'k8s-default-pod-network', 'name': 'seed'}",
  "{'domain': 'default-domain', 'project': 'default-project', 'name': 'dci-network'}",
  '{"domain":"default-domain","project":"default-project","name":"ip-fabric"}',
  '{}',
  "{'a': }",
  '__proto__',
];

function documentFor(hand: Hand, { object, of }: Target): Node {
  if (object === undefined) return newObject(hand, of);
  const document = copyOf(object.document) as Members;
  document.set('kind', of.kind);
  document.set('apiVersion', of.apiVersion);
  const metadata = document.get('metadata');
  if (metadata instanceof Members && hand.random.below(3) > 0) metadata.delete('resourceVersion');
  return document;
}

function scale({ object }: Target, random: Random): Node {
  return documentOf({
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name: object?.name ?? 'x', namespace: object?.namespace },
    spec: { replicas: random.pick([0, 1, 2, 3, 5]) },
  });
}

function binding({ inventory, random }: Hand): Node {
  const nodes = inventory.kubeObjects('Node');
  return documentOf({
    kind: 'Binding',
    apiVersion: 'v1',
    metadata: { name: 'x' },
    target: { kind: 'Node', name: nodes.length === 0 ? 'x' : random.pick(nodes).name },
  });
}

function deleteOptions({ object }: Target): Node {
  return documentOf({
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Foreground',
    gracePeriodSeconds: 0,
    preconditions: {
      uid:
        object?.document.get('metadata') instanceof Members
          ? (object.document.get('metadata') as Members).get('uid')
          : 'x',
    },
    dryRun: [],
  });
}

function patchBody(hand: Hand, target: Target, type: string): Node {
  const { random } = hand;
  if (type === 'application/json-patch+json') {
    const operations = jsonPatch(hand, target);
    return random.below(2) === 0 ? operations : spoilt0to3(hand, operations, undefined);
  }
  if (target.subresource?.kind === 'Scale')
    return spoilt0to3(hand, new Members([['spec', new Members([['replicas', random.below(4)]])]]), undefined);
  const document = documentFor(hand, target) as Members;
  const kept = new Set(Array.from({ length: 1 + random.below(2) }, () => random.below(document.entries.length)));
  document.entries.splice(0, document.entries.length, ...document.entries.filter((_entry, index) => kept.has(index)));
  const once = spoilt0to3(hand, document, target.of.schema);
  const spoilt = random.below(2) === 0 ? once : spoil(once, target.of.schema, means(hand), random);
  if (type === 'application/strategic-merge-patch+json' && random.below(3) === 0) addDirective(spoilt, random);
  return spoilt;
}

const DIRECTIVES = [
  '$patch',
  '$retainKeys',
  '$setElementOrder/containers',
  '$setElementOrder/ports',
  '$deleteFromPrimitiveList/finalizers',
  '$setElementOrder/__proto__',
  '$deleteFromPrimitiveList/constructor',
];

function addDirective(node: Node, random: Random): void {
  const objects: Members[] = [];
  const walk = (part: Node): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (part instanceof Members) {
      objects.push(part);
      for (const [, member] of part.entries) walk(member);
    }
  };
  walk(node);
  if (objects.length === 0) return;
  random
    .pick(objects)
    .set(
      random.pick(DIRECTIVES),
      random.pick<Node>([
        'delete',
        'replace',
        'merge',
        [],
        ['name'],
        [new Members([['name', 'a']])],
        hostileValue(random),
      ]),
    );
}

function jsonPatch(hand: Hand, { object }: Target): Node {
  const { random } = hand;
  const pointers: string[] = [''];
  const walk = (node: Node, at: string): void => {
    const members: [string | number, Node][] = Array.isArray(node)
      ? [...node.entries()]
      : node instanceof Members
        ? node.entries
        : [];
    for (const [name, member] of members) {
      const pointer = `${at}${pointerTo([name])}`;
      pointers.push(pointer);
      walk(member, pointer);
    }
    if (Array.isArray(node)) pointers.push(`${at}/-`);
  };
  if (object !== undefined) walk(object.document, '');
  const pointer = (): string =>
    random.below(8) === 0
      ? `${random.pick(pointers)}/${random.pick([hostileKey(random), '-', '-1', '01', '1e3', '999999'])}`
      : random.pick(pointers);
  // Copies of copies double with each operation.
  if (random.below(12) === 0)
    return [
      new Members([
        ['op', 'add'],
        ['path', '/metadata/annotations'],
        ['value', new Members([['a', 'xxxxxxxx']])],
      ]),
      ...Array.from(
        { length: random.pick([4, 22, 60]) },
        (_, index) =>
          new Members([
            ['op', 'copy'],
            ['from', '/metadata'],
            ['path', `/metadata/${random.pick(['x', 'labels', 'annotations'])}${index}`],
          ]),
      ),
    ];
  const document = object?.document;
  if (document !== undefined && random.below(2) === 0)
    return Array.from({ length: 1 + random.below(3) }, () => wellMeant(document, random.pick(pointers), random));
  return Array.from({ length: random.below(12) === 0 ? 300 : 1 + random.below(4) }, () => {
    const op = random.pick(['add', 'add', 'replace', 'replace', 'remove', 'copy', 'move', 'test']);
    return new Members([
      ['op', op],
      ['path', pointer()],
      ...(op === 'copy' || op === 'move'
        ? [['from', pointer()] as [string, Node]]
        : op === 'remove'
          ? []
          : [['value', hostileValue(random)] as [string, Node]]),
    ]);
  });
}

/** An operation that an operator would send: a value tested, put again, or a label or annotation added. */
function wellMeant(document: Node, pointer: string, random: Random): Node {
  const value = stepsOf(pointer).reduce<Node | undefined>(
    (node, step) => (Array.isArray(node) ? node[Number(step)] : node instanceof Members ? node.get(step) : undefined),
    document,
  );
  const dice = random.below(4);
  if (dice < 2 && value !== undefined)
    return new Members([
      ['op', dice === 0 ? 'test' : 'replace'],
      ['path', pointer],
      ['value', copyOf(value)],
    ]);
  return new Members([
    ['op', 'add'],
    ['path', random.pick(['/metadata/labels', '/metadata/annotations'])],
    ['value', new Members([[random.pick(['app', 'a', 'b']), random.pick(['web', 'x'])]])],
  ]);
}

function writeParameters(random: Random): [string, string][] {
  return Array.from({ length: random.below(6) === 0 ? 1 + random.below(2) : 0 }, (): [string, string] =>
    random.pick([
      ['dryRun', random.pick(['All', 'All', 'None', ''])],
      ['fieldValidation', random.pick(['Strict', 'Warn', 'Ignore', hostileText(random)])],
      ['fieldManager', hostileText(random)],
      ['propagationPolicy', random.pick(['Background', 'Foreground', 'Orphan', hostileText(random)])],
      ['gracePeriodSeconds', random.pick(['0', '-1', '30', 'x'])],
      ['orphanDependents', 'true'],
      ['pretty', 'true'],
      [hostileText(random), hostileText(random)],
    ]),
  );
}

/** `some`: never all of the collection, or a run would soon have nothing left. */
function selectors(hand: Hand, of: KubeSurface, some: boolean): [string, string][] {
  const { random } = hand;
  const label = (): string => {
    const key = random.pick(['app', 'name', 'kubernetes.io/hostname', hostileKey(random)]);
    return random.pick([
      `${key}=${random.pick(['web', '', hostileText(random)])}`,
      `${key}!=web`,
      key,
      `!${key}`,
      `${key} in (web,${hostileText(random)})`,
      `${key} notin (a)`,
      `${key}>${random.pick(['1', 'x'])}`,
      hostileText(random),
      '('.repeat(2000),
      `${key} in (${'a,'.repeat(3000)})`,
    ]);
  };
  const field = (): string => {
    const path = random.pick([
      'metadata.name',
      'metadata.namespace',
      'status.phase',
      'spec.nodeName',
      'spec.type',
      hostileKey(random),
      `metadata.${hostileKey(random)}`,
    ]);
    return path + random.pick(['=', '==', '!=']) + random.pick(['default', 'seed', hostileText(random)]);
  };
  const picked: [string, string][] = [];
  if (some || random.below(2) === 0)
    picked.push(['labelSelector', Array.from({ length: 1 + random.below(2) }, label).join(',')]);
  if (random.below(3) === 0)
    picked.push(['fieldSelector', Array.from({ length: 1 + random.below(2) }, field).join(',')]);
  return of.namespaced || picked.length > 0 ? picked : picked;
}

function readStep(hand: Hand, of: KubeSurface, subresource: Target['subresource'], single: boolean): Step {
  const { random } = hand;
  const headers = { accept: random.pick(ACCEPTS) };
  const about = { kind: nameOf(of, subresource), verb: single ? 'get' : 'list', damage: hand.did };
  if (single)
    return {
      about,
      sent: { method: 'GET', path: targetOf(hand, of, subresource).path + queryOf(writeParameters(random)), headers },
      promises: NOTHING,
    };
  const parameters: [string, string][] = [...selectors(hand, of, false)];
  for (const [name, values] of LIST_PARAMETERS)
    if (random.below(4) === 0)
      parameters.push([name, random.below(4) === 0 ? hostileText(random) : random.pick(values)]);
  return {
    about,
    sent: {
      method: random.below(15) === 0 ? 'HEAD' : 'GET',
      path: (random.below(2) === 0 ? collectionPath(hand, of) : `${of.root}/${of.plural}`) + queryOf(parameters),
      headers,
    },
    promises: NOTHING,
  };
}

const LIST_PARAMETERS: readonly [string, readonly string[]][] = [
  ['limit', ['1', '2', '500', '0', '-1', '1e3', '99999999999999']],
  [
    'continue',
    [
      'x',
      'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhIn0',
      'bnVsbA',
      'W10',
      'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MWUzMDgsInN0YXJ0IjoiXHUwMDAwIn0',
    ],
  ],
  ['resourceVersion', ['0', '1', '5', '-1', '999999', 'x', '9007199254740993']],
  ['resourceVersionMatch', ['Exact', 'NotOlderThan', '']],
  ['includeObject', ['None', 'Metadata', 'Object']],
  ['timeoutSeconds', ['1', '0', '-5']],
  ['pretty', ['true']],
];

function watchStep(hand: Hand, of: KubeSurface): Step {
  const { random } = hand;
  const parameters: [string, string][] = [
    ['watch', random.pick(['true', '1', 'true', 'yes'])],
    ...selectors(hand, of, false),
    ['timeoutSeconds', random.pick(['1', '1', '2', '0', '-1', 'x', '99999999999'])],
  ];
  if (random.below(2) === 0)
    parameters.push(['resourceVersion', random.pick(['0', '1', '5', '999999', '', 'x', '-1'])]);
  if (random.below(3) === 0) parameters.push(['allowWatchBookmarks', 'true']);
  if (random.below(4) === 0) parameters.push(['sendInitialEvents', 'true'], ['resourceVersionMatch', 'NotOlderThan']);
  return {
    about: { kind: of.kind, verb: 'watch', damage: hand.did },
    sent: {
      method: 'GET',
      path: `${of.root}/${of.plural}${queryOf(parameters)}`,
      headers: { accept: random.pick(ACCEPTS) },
      endless: true,
    },
    promises: NOTHING,
  };
}
