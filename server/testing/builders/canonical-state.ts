/**
 * A state but for what chance and order choose in it: uuids, drawn addresses, numbers and generated names.
 *
 * Every such word is a node of a graph, and so is every record; a word's colour follows from the records that have it,
 * a record's from its words (colour refinement). Two states are equal if they have the same colours: the same objects
 * with the same references between them, whatever the words are.
 */

import { createHash } from 'node:crypto';
import { createDerived } from '../../derived/derived.ts';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { kubeKindOf } from '../../model/kube/resources.ts';
import { KUBE_KINDS } from '../../model/kube/types.ts';
import { parseAddress } from '../../model/net/address.ts';
import { contains, prefixFrom } from '../../model/net/prefix.ts';
import type { Store } from '../../store/store.ts';
import { everythingAnswered } from './everything-answered.ts';

export interface Canonical {
  /** Readable: every drawn word as its class. */
  readonly rough: readonly string[];
  /** The same with references told apart, for comparing. */
  readonly exact: readonly string[];
}

export interface CanonicalOptions {
  /** Subnets in which addresses are drawn; others are compared as they are. */
  readonly drawnFrom: readonly string[];
  /** Addresses in them that somebody asked for. */
  readonly asked: ReadonlySet<string>;
}

const ROUNDS = 4;
const NUMBER = '#';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const MAC = '02(?::[0-9a-f]{2}){5}';
const ADDRESS = '\\d{1,3}(?:\\.\\d{1,3}){3}';
const TARGET = 'target:\\d+:8\\d{6}';
/** Numbers of a VRF at a node, in a route distinguisher, and of networks and security groups in communities. */
const DISTINGUISHER = `(?<=(?:originvn|secgroup):\\d+:)\\d+\\b|(?<=${ADDRESS}:)\\d+\\b`;
/** Members whose values are numbers that are drawn, or count what has happened to an object. */
const NUMBERS = new Set([
  'generation',
  'observedGeneration',
  'deployment.kubernetes.io/revision',
  'place',
  'nodePort',
  'healthCheckNodePort',
  'id',
  'tag_id',
  'tag_ids',
  'tag_type_id',
  'tag_type',
  'network_id',
  'networkId',
  'virtual_network_network_id',
  'route_target',
  'security_group_id',
  'label',
  'vrfId',
  'uuid_mslong',
  'uuid_lslong',
]);

interface Doc {
  readonly title: string;
  readonly value: unknown;
}

/** Everything that a store has and what follows from it; Kubernetes' kinds that are kept apart are no part of it. */
function docsOf(store: Store): readonly Doc[] {
  const kinds: readonly Kind[] = [
    ...CONFIG_TYPES,
    ...KUBE_KINDS.filter((kind) => kubeKindOf(kind).apart !== true).map((kind) => `kube/${kind}` as const),
  ];
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: () => undefined });
  const answered = everythingAnswered(derived) as { readonly [part: string]: readonly unknown[] };
  const conditions = [...derived.allConditions()];
  derived.close();
  return [
    ...kinds.flatMap((kind) => [...store.scan(kind)].map(({ key, value }) => ({ title: `${kind} ${key}`, value }))),
    ...Object.entries(answered).flatMap(([part, rows]) =>
      rows.flat(part === 'objects' ? 1 : 0).map((value) => ({ title: part, value })),
    ),
    ...conditions.map(([key, value]) => ({ title: `conditions of ${key}`, value })),
  ];
}

export function canonicalState(store: Store, { drawnFrom, asked }: CanonicalOptions): Canonical {
  const docs = docsOf(store);
  const generated = new Map<string, string>();
  for (const kind of KUBE_KINDS)
    for (const { value } of store.scan(`kube/${kind}`)) {
      const { name, generateName = '' } = value.metadata as { readonly name: string; readonly generateName?: string };
      if (generateName !== '') generated.set(name, generateName);
    }
  const words = new RegExp(
    [
      UUID,
      MAC,
      TARGET,
      ...[...generated.keys()].map((name) => `(?<![a-z0-9-])${name.replaceAll('.', '\\.')}(?![a-z0-9-])`),
      DISTINGUISHER,
      ADDRESS,
    ].join('|'),
    'g',
  );
  const subnets = drawnFrom.map((text) => ({ text, prefix: prefixFrom(text) }));
  const classes = new Map<string, string | undefined>();
  /** Undefined for what is compared as it is. */
  const classOf = (word: string): string | undefined => {
    if (!classes.has(word)) classes.set(word, found(word));
    return classes.get(word);
  };
  const found = (word: string): string | undefined => {
    if (new RegExp(`^${UUID}$`).test(word)) return 'uuid';
    if (new RegExp(`^${MAC}$`).test(word)) return 'mac';
    if (word.startsWith('target:')) return 'target';
    // A number means nothing without what it is a number of.
    if (/^\d+$/.test(word)) return NUMBER;
    const prefix = generated.get(word);
    if (prefix !== undefined) return prefix;
    const address = parseAddress(word);
    if (address === undefined || asked.has(word)) return undefined;
    return subnets.find(({ prefix }) => contains(prefix, address))?.text;
  };

  let colours = new Map<string, string>();
  const shown = (text: string): { readonly text: string; readonly drawn: boolean } => {
    let drawn = false;
    const after = text.replace(words, (word) => {
      const of = classOf(word);
      if (of === undefined) return word;
      drawn = true;
      return of === NUMBER ? of : `‹${of}${colours.get(word) ?? ''}›`;
    });
    return { text: after, drawn };
  };
  /** The value's canonical text; lists whose order may follow from drawn words are sorted. */
  const canonical = (value: unknown, name: string): { readonly text: string; readonly drawn: boolean } => {
    if (NUMBERS.has(name) && /^(?:0x)?[0-9a-f,]+$/.test(String(value))) return { text: NUMBER, drawn: false };
    if (typeof value === 'string') {
      const { text, drawn } = shown(value);
      return { text: JSON.stringify(text), drawn };
    }
    if (typeof value !== 'object' || value === null) return { text: String(value), drawn: false };
    if (Array.isArray(value)) {
      const items = value.map((item) => canonical(item, ''));
      const drawn = items.some((item) => item.drawn);
      const texts = items.map((item) => item.text);
      return { text: `[${(drawn ? texts.sort() : texts).join(',')}]`, drawn };
    }
    let drawn = false;
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([member, each]) => {
        const key = shown(member);
        const content = canonical(each, member);
        drawn ||= key.drawn || content.drawn;
        return `${key.text}:${content.text}`;
      });
    return { text: `{${members.sort().join(',')}}`, drawn };
  };
  const write = (): string[] => docs.map(({ title, value }) => `${shown(title).text} ${canonical(value, '').text}`);

  const rough = write();
  const wordsOf = docs.map(({ title, value }) => [
    ...new Set(
      `${title} ${JSON.stringify(value)}`
        .match(words)
        ?.filter((word) => ![undefined, NUMBER].includes(classOf(word))) ?? [],
    ),
  ]);
  let texts = rough;
  for (let round = 0; round < ROUNDS; round++) {
    const occurrences = new Map<string, string[]>();
    texts.forEach((text, index) => {
      const hash = digest(text);
      for (const word of wordsOf[index]!) {
        const known = occurrences.get(word);
        if (known === undefined) occurrences.set(word, [hash]);
        else known.push(hash);
      }
    });
    colours = new Map([...occurrences].map(([word, hashes]) => [word, digest(hashes.sort().join())]));
    texts = write();
  }
  return { rough: [...rough].sort(), exact: texts.sort() };
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, 12);
}
