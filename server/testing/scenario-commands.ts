/** The commands of a scenario: what a Kubernetes user and an operator of the console do, in their words. */

import { parseAllDocuments } from 'yaml';
import { createObject, deleteObject, updateObject } from '../config/operations/operations.ts';
import { findByFqName } from '../config/records.ts';
import { FIP_POOL } from '../engine/annotations/annotation-keys.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject, type KubeManifest } from '../kube/operations.ts';
import type { ConfigType } from '../model/config/types.ts';
import { KUBE_RESOURCES } from '../model/kube/resources.ts';
import { KUBE_KINDS, kubeKey, type KubeKind } from '../model/kube/types.ts';
import { parseFqName, type FqName } from '../model/naming/fq-name.ts';
import type { GatewayFacts } from '../model/oper/gateway.ts';
import { Problem } from '../model/problem.ts';
import { byAddress, byNamespace, byRef } from '../store/indexes.ts';
import { joinGateway } from './builders/joined-gateway.ts';
import type { InMemorySystem } from './in-memory-system.ts';
import { reach } from './scenario-forwarding.ts';
import { describeObject, podName, printTable } from './scenario-tables.ts';

export interface ScenarioState {
  readonly system: InMemorySystem;
  /** Names given with `let`. */
  readonly names: Map<string, string>;
  /** That have joined. */
  gateways?: GatewayFacts[];
}

interface Words {
  readonly words: readonly string[];
  readonly namespace: string;
  readonly flags: ReadonlyMap<string, string>;
}

/** The lines that the command answers. A refusal is an answer. */
export function runCommand(state: ScenarioState, command: string, body: string | undefined): readonly string[] {
  const words = wordsOf(substitute(state, command));
  try {
    return COMMANDS[words.words[0]!]?.(state, words, body ?? '') ?? [`unknown command ${words.words[0]}`];
  } catch (error) {
    if (error instanceof Problem) return [`Error (${error.status}): ${error.detail}`];
    throw error;
  }
}

function wordsOf(command: string): Words {
  const flags = new Map<string, string>();
  const words: string[] = [];
  let namespace = 'default';
  const parts = command.match(/"[^"]*"|\S+/g) ?? [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!.replace(/^"|"$/g, '');
    const flag = /^--([\w-]+)=(.*)$/.exec(part);
    if (part === '-n') namespace = parts[++i] ?? namespace;
    else if (flag !== null) flags.set(flag[1]!, flag[2]!);
    else words.push(part);
  }
  return { words, namespace, flags };
}

function substitute(state: ScenarioState, text: string): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => state.names.get(name) ?? whole);
}

type Command = (state: ScenarioState, words: Words, body: string) => readonly string[];

const COMMANDS: { readonly [word: string]: Command } = {
  apply({ system }, { namespace }, body) {
    return parseAllDocuments(body).flatMap((document) => {
      const manifest = document.toJS() as KubeManifest | null;
      return manifest === null ? [] : [applied(system, manifest, namespace)];
    });
  },
  delete({ system }, { words: [, word = '', name = ''], namespace }) {
    const kind = kindOf(word);
    system.do((context) => deleteKubeObject(context, kind, keyFor(kind, namespace, name)));
    return [`${KUBE_RESOURCES[kind].singular} "${kind === 'Pod' ? podName(name) : name}" deleted`];
  },
  scale({ system }, { words: [, word = '', name = ''], namespace, flags }) {
    const kind = kindOf(word);
    system.do((context) =>
      patchKubeObject(
        context,
        kind,
        keyFor(kind, namespace, name),
        { spec: { replicas: Number(flags.get('replicas')) } },
        { type: 'merge' },
      ),
    );
    return [`${KUBE_RESOURCES[kind].singular}/${name} scaled`];
  },
  annotate({ system }, { words: [, word = '', name = '', change = ''], namespace }) {
    const kind = kindOf(word);
    const [key, value] = change.endsWith('-')
      ? [change.slice(0, -1), null]
      : [change.slice(0, change.indexOf('=')), change.slice(change.indexOf('=') + 1)];
    system.do((context) =>
      patchKubeObject(
        context,
        kind,
        keyFor(kind, namespace, name),
        { metadata: { annotations: { [key]: value } } },
        { type: 'merge' },
      ),
    );
    return [`${KUBE_RESOURCES[kind].singular}/${name} annotated`];
  },
  /** `let victim = pod web`: names the first pod whose name begins with `web`. */
  let(state, { words: [, name = '', , word = '', prefix = ''], namespace }) {
    const kind = kindOf(word);
    const found = [...state.system.store.lookup(byNamespace(`kube/${kind}`), namespace)]
      .map(({ value }) => value.metadata.name)
      .filter((each) => each.startsWith(prefix))
      .sort();
    state.names.set(name, found[0] ?? '');
    return [];
  },
  table: ({ system }, { words: [, noun = '', ...rest], namespace, flags }) =>
    printTable(system, noun, rest, flags.get('all') === 'true' ? undefined : namespace),
  show: ({ system }, { words: [, word = '', name = ''], namespace }) => describeObject(system, word, name, namespace),
  restart({ system }) {
    const before = system.store.revision;
    system.restart();
    return [system.store.revision === before ? 'nothing changed' : `${system.store.revision - before} transactions`];
  },
  /** `set route-targets <network> <target>…` */
  set({ system }, { words: [, , network = '', ...targets] }) {
    system.do((context) =>
      updateObject(context, 'virtual-network', uuidOf(system, 'virtual-network', network), {
        props: { route_target_list: { route_target: targets } },
      }),
    );
    return [];
  },
  /** `create pool <network> <name>`, `create floating-ip <pool> [address]` */
  create({ system }, { words: [, what = '', parent = '', name = ''] }) {
    if (what === 'pool')
      system.do((context) => createObject(context, 'floating-ip-pool', { fq_name: [...fq(parent), name] }));
    else if (what === 'floating-ip') {
      const props = name === '' ? {} : { floating_ip_address: name };
      const made = system.do((context) =>
        createObject(context, 'floating-ip', {
          fq_name: [...fq(parent), context.mint.uuid()],
          parent_type: 'floating-ip-pool',
          props,
        }),
      );
      return [`floating-ip ${made.props.floating_ip_address} created`];
    } else return [`unknown: create ${what}`];
    return [`${what} ${name} created`];
  },
  /** `associate <address> <namespace>/<pod>`, `disassociate <address>` */
  associate: ({ system }, { words: [, address = '', pod = ''] }) =>
    setPort(system, address, system.store.get('kube/Pod', pod)?.value.metadata.uid),
  disassociate: ({ system }, { words: [, address = ''] }) => setPort(system, address, undefined),
  /** `release <address>`: deletes the floating IP. */
  release({ system }, { words: [, address = ''] }) {
    const uuids = [...system.store.lookup(byAddress('floating-ip'), address)].map(({ key }) => key);
    for (const uuid of uuids) system.do((context) => deleteObject(context, 'floating-ip', uuid));
    return [`floating-ip ${address} released`];
  },
  attach: ({ system }, { words: [, policy = '', network = ''] }) => setPolicy(system, policy, network, true),
  detach: ({ system }, { words: [, policy = '', network = ''] }) => setPolicy(system, policy, network, false),
  /** `remove <config type> <name>` */
  remove({ system }, { words: [, type = '', name = ''] }) {
    const uuid = uuidOf(system, type as ConfigType, name);
    system.do((context) => deleteObject(context, type as ConfigType, uuid));
    return [`${type} ${name} deleted`];
  },
  /** `reach <from> <to> [<protocol>/<port>]`: what becomes of a packet; `--ttl=1` gives it a ttl. */
  reach: ({ system, gateways = [] }, { words: [, ...ends], flags }) => [
    reach(system, gateways, ends, flags.has('ttl') ? Number(flags.get('ttl')) : undefined),
  ],
  /** `join`: the gateway of the lab becomes a peer. */
  join(state) {
    (state.gateways ??= []).push(joinGateway(state.system));
    return [];
  },
  /** The annotation that names a pool, in the chapter's spelling. */
  pool: ({ system }, { words: [, name = ''] }) => [
    system.store.get('kube/Namespace', name)?.value.metadata.annotations?.[FIP_POOL] ?? 'none',
  ],
};

function applied(system: InMemorySystem, manifest: KubeManifest, namespace: string): string {
  const kind = KUBE_KINDS.find((known) => known === manifest.kind);
  if (kind === undefined) return `error: no matches for kind "${manifest.kind}"`;
  const name = manifest.metadata.name ?? '';
  const target = manifest.metadata.namespace ?? namespace;
  const { group, singular } = KUBE_RESOURCES[kind];
  const label = `${group === '' ? singular : `${singular}.${group}`}/${name}`;
  const key = keyFor(kind, target, name);
  const before = system.store.get(`kube/${kind}`, key);
  try {
    system.do((context) => {
      if (before === undefined)
        createKubeObject(context, kind, { ...manifest, metadata: { ...manifest.metadata, namespace: target } });
      else patchKubeObject(context, kind, key, manifest, { type: 'merge' });
    });
  } catch (error) {
    if (error instanceof Problem) return `Error (${error.status}): ${error.detail}`;
    throw error;
  }
  if (before === undefined) return `${label} created`;
  const generation = (stored: typeof before | undefined) =>
    JSON.stringify([stored?.value.metadata.annotations, stored?.value.spec]);
  return (
    `${label} ` +
    `${generation(before) === generation(system.store.get(`kube/${kind}`, key)) ? 'unchanged' : 'configured'}`
  );
}

function kindOf(word: string): KubeKind {
  const found = KUBE_KINDS.find((kind) => {
    const { singular, plural, shortNames } = KUBE_RESOURCES[kind];
    return word === singular || word === plural || shortNames.includes(word);
  });
  if (found === undefined) throw new Error(`a scenario names the kind "${word}", which is none`);
  return found;
}

function keyFor(kind: KubeKind, namespace: string, name: string): string {
  return kubeKey(KUBE_RESOURCES[kind].namespaced ? namespace : undefined, name);
}

function fq(text: string): FqName {
  return parseFqName(text.startsWith('default-domain:') || !text.includes(':') ? text : `default-domain:${text}`) ?? [];
}

function uuidOf(system: InMemorySystem, type: ConfigType, name: string): string {
  const found = findByFqName(system.store, type, fq(name));
  if (found === undefined)
    throw new Problem({ status: 404, reason: 'NotFound', detail: `${type} ${name} does not exist.` });
  return found.uuid;
}

function setPort(system: InMemorySystem, address: string, machine: string | undefined): string[] {
  for (const { value } of system.store.lookup(byAddress('floating-ip'), address)) {
    const ports =
      machine === undefined
        ? []
        : [...system.store.lookup(byRef('virtual-machine-interface', 'virtual-machine'), machine)].slice(0, 1);
    system.do((context) =>
      updateObject(context, 'floating-ip', value.uuid, {
        refs: { 'virtual-machine-interface': ports.map(({ key }) => ({ uuid: key, attr: null })) },
      }),
    );
  }
  return [];
}

function setPolicy(system: InMemorySystem, policy: string, network: string, attached: boolean): string[] {
  const uuid = uuidOf(system, 'virtual-network', network);
  const target = uuidOf(system, 'network-policy', policy);
  const refs = (system.store.get('virtual-network', uuid)?.value.refs['network-policy'] ?? []).filter(
    (ref) => ref.uuid !== target,
  );
  const attr = { sequence: { major: 1, minor: 0 }, timer: null };
  system.do((context) =>
    updateObject(context, 'virtual-network', uuid, {
      refs: { 'network-policy': attached ? [...refs, { uuid: target, attr }] : refs },
    }),
  );
  return [];
}
