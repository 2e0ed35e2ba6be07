/** A NetworkPolicy in a form: its pods, and rules in both directions; or as YAML. Pure. */

import { isolatedDirections } from '../../../../server/engine/policy/network-policies.ts';
import { kubeNameFaults, labelKeyFaults, labelValueFault } from '../../../../server/engine/validation/kube-name.ts';
import type { NetworkPolicyPeer, NetworkPolicySpec } from '../../../../server/model/kube/network-policy.ts';
import type { LabelSelector } from '../../../../server/model/kube/objects.ts';
import { parseSelectorText, selectorText } from '../../../../server/model/kube/selector-text.ts';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { covers, parsePrefix } from '../../../../server/model/net/prefix.ts';
import { editableMetadata, editableYaml, readYaml } from '../../data/kube-yaml.ts';
import { changedFields } from '../../ui/draft.ts';
import { printPorts, readPorts } from './port-text.ts';

export type PeerForm = {
  readonly key: string;
  readonly kind: 'pods' | 'namespaces' | 'block';
  readonly pods: string;
  readonly namespaces: string;
  readonly cidr: string;
  /** Joined by commas. */
  readonly except: string;
};
export type RuleForm = { readonly key: string; readonly peers: readonly PeerForm[]; readonly ports: string };
export type Side = 'ingress' | 'egress';
export type PolicyForm = {
  namespace: string;
  name: string;
  pods: string;
  /** Whether it isolates in the direction. */
  isolatesIngress: boolean;
  isolatesEgress: boolean;
  ingress: readonly RuleForm[];
  egress: readonly RuleForm[];
  /** Labels, annotations and all else of the metadata that has no field. */
  meta: Readonly<Record<string, unknown>>;
  /** The policy as text, if it is edited so; then the other fields wait. */
  yaml: string | undefined;
  /** Whether it exists, and so keeps its name. */
  exists: boolean;
};
type Policy = KubeObjectOf<'NetworkPolicy'>;

export const FIELD_WORDS: Readonly<Record<keyof PolicyForm, string>> = {
  namespace: 'Namespace',
  name: 'Name',
  pods: 'Pods it selects',
  isolatesIngress: 'Ingress',
  isolatesEgress: 'Egress',
  ingress: 'Ingress rules',
  egress: 'Egress rules',
  meta: 'Labels and annotations',
  yaml: 'YAML',
  exists: 'Name',
};

export const blank = (namespace: string): PolicyForm => ({
  namespace,
  name: '',
  pods: '',
  isolatesIngress: true,
  isolatesEgress: false,
  ingress: [],
  egress: [],
  meta: {},
  yaml: undefined,
  exists: false,
});

/** A key that no row of these has. */
function nextKey(rows: readonly { readonly key: string }[]): string {
  return String(rows.reduce((most, { key }) => Math.max(most, Number(key)), -1) + 1);
}
export const blankPeer = (peers: readonly PeerForm[]): PeerForm => ({
  key: nextKey(peers),
  kind: 'pods',
  pods: '',
  namespaces: '',
  cidr: '',
  except: '',
});
export const blankRule = (rules: readonly RuleForm[]): RuleForm => ({ key: nextKey(rules), peers: [], ports: '' });

const printed = (selector: LabelSelector | undefined): string => {
  const text = selectorText(selector ?? {});
  return text === '*' ? '' : text;
};

function peerForm({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer, index: number): PeerForm {
  return {
    key: String(index),
    kind: ipBlock !== undefined ? 'block' : namespaceSelector !== undefined ? 'namespaces' : 'pods',
    pods: printed(podSelector),
    namespaces: printed(namespaceSelector),
    cidr: ipBlock?.cidr ?? '',
    except: (ipBlock?.except ?? []).join(', '),
  };
}

export function fromRecord({ metadata, spec = {} }: Policy): PolicyForm {
  const { name, namespace = '' } = metadata;
  const { name: _name, namespace: _namespace, ...meta } = editableMetadata(metadata);
  const types = isolatedDirections(spec);
  return {
    namespace,
    name,
    pods: printed(spec.podSelector),
    isolatesIngress: types.includes('Ingress'),
    isolatesEgress: types.includes('Egress'),
    ingress: (spec.ingress ?? []).map(({ from = [], ports }, index) => ({
      key: String(index),
      peers: from.map(peerForm),
      ports: printPorts(ports),
    })),
    egress: (spec.egress ?? []).map(({ to = [], ports }, index) => ({
      key: String(index),
      peers: to.map(peerForm),
      ports: printPorts(ports),
    })),
    meta,
    yaml: undefined,
    exists: true,
  };
}

const selectorOf = (text: string): LabelSelector => {
  const read = parseSelectorText(text);
  return 'unread' in read ? {} : read;
};

const splitList = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

function toPeer({ kind, pods, namespaces, cidr, except }: PeerForm): NetworkPolicyPeer {
  if (kind === 'block') {
    const without = splitList(except);
    return { ipBlock: { cidr: cidr.trim(), ...(without.length === 0 ? {} : { except: without }) } };
  }
  if (kind === 'pods') return { podSelector: selectorOf(pods) };
  return {
    namespaceSelector: selectorOf(namespaces),
    ...(pods.trim() === '' ? {} : { podSelector: selectorOf(pods) }),
  };
}

function rulesOf(rules: readonly RuleForm[], side: 'from' | 'to') {
  return rules.map(({ peers, ports }) => ({
    ...(peers.length === 0 ? {} : { [side]: peers.map(toPeer) }),
    ...(ports.trim() === '' ? {} : { ports: readPorts(ports).ports }),
  }));
}

function toSpec(form: PolicyForm): NetworkPolicySpec {
  return {
    podSelector: selectorOf(form.pods),
    policyTypes: [
      ...(form.isolatesIngress ? (['Ingress'] as const) : []),
      ...(form.isolatesEgress ? (['Egress'] as const) : []),
    ],
    ...(form.isolatesIngress && form.ingress.length > 0 ? { ingress: rulesOf(form.ingress, 'from') } : {}),
    ...(form.isolatesEgress && form.egress.length > 0 ? { egress: rulesOf(form.egress, 'to') } : {}),
  };
}

const readText = (form: PolicyForm) =>
  readYaml('NetworkPolicy', form.yaml ?? '', {
    namespace: form.namespace,
    name: form.exists ? form.name : undefined,
  });

/** The policy that the fields, or the text, describe; undefined if the text cannot be read. */
export function toObject(form: PolicyForm): Policy | undefined {
  if (form.yaml !== undefined) {
    const read = readText(form);
    return 'object' in read ? read.object : undefined;
  }
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: form.name.trim(), namespace: form.namespace, ...form.meta },
    spec: toSpec(form),
  } as unknown as Policy;
}

/** The same form, edited as text. */
export const asYaml = (form: PolicyForm): PolicyForm => {
  const object = toObject({ ...form, yaml: undefined })!;
  return { ...form, yaml: editableYaml(object) };
};

/** The form of the text; undefined if it cannot be read. */
export function asFields(form: PolicyForm): PolicyForm | undefined {
  const object = toObject(form);
  return object === undefined ? undefined : { ...fromRecord(object), exists: form.exists };
}

function selectorFault(text: string): string | undefined {
  const read = parseSelectorText(text);
  if ('unread' in read) return `"${read.unread}" is no selector: app=web, tier in (a,b), !old.`;
  const expressions = read.matchExpressions ?? [];
  for (const key of [...Object.keys(read.matchLabels ?? {}), ...expressions.map(({ key: each }) => each)])
    if (labelKeyFaults(key).length > 0) return `"${key}" is not a label key.`;
  for (const value of [...Object.values(read.matchLabels ?? {}), ...expressions.flatMap(({ values = [] }) => values)])
    if (labelValueFault(value) !== undefined) return `"${value}" is not a label value.`;
  return undefined;
}

function blockFaults({ cidr, except }: PeerForm): { cidr?: string; except?: string } {
  const block = parsePrefix(cidr.trim(), 'mask');
  if (block === undefined) return { cidr: 'Write a prefix: 10.0.0.0/8.' };
  for (const part of splitList(except)) {
    const prefix = parsePrefix(part, 'mask');
    if (prefix === undefined) return { except: `"${part}" is no prefix: 10.1.0.0/16.` };
    if (!covers(block, prefix) || prefix.length <= block.length)
      return { except: `${part} is not a part of ${cidr.trim()}.` };
  }
  return {};
}

export function faultsOf(form: PolicyForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const put = (field: string, fault: string | undefined) => {
    if (fault !== undefined) faults[field] = fault;
  };
  if (form.yaml !== undefined) {
    const read = readText(form);
    if ('fault' in read) faults['yaml'] = read.fault;
    return faults;
  }
  const name = form.name.trim();
  if (name === '') faults['name'] = 'Name is missing.';
  else if (kubeNameFaults(name, 'subdomain').length > 0)
    faults['name'] = `${name}: use small letters, digits, hyphens and dots, with a letter or digit at both ends.`;
  put('pods', selectorFault(form.pods));
  if (!form.isolatesIngress && !form.isolatesEgress)
    faults['isolates'] = 'Choose a direction: a policy without any does nothing.';
  for (const side of ['ingress', 'egress'] as const)
    if (side === 'ingress' ? form.isolatesIngress : form.isolatesEgress)
      for (const rule of form[side]) {
        put(`${side}.${rule.key}.ports`, readPorts(rule.ports).fault);
        for (const peer of rule.peers) {
          const at = `${side}.${rule.key}.${peer.key}`;
          if (peer.kind === 'block') {
            const found = blockFaults(peer);
            put(`${at}.cidr`, found.cidr);
            put(`${at}.except`, found.except);
            continue;
          }
          put(`${at}.pods`, selectorFault(peer.pods));
          if (peer.kind === 'namespaces') put(`${at}.namespaces`, selectorFault(peer.namespaces));
        }
      }
  return faults;
}

/** Changed fields; of a text, those in which its policy differs. */
export function changesOf(form: PolicyForm, was: PolicyForm): readonly string[] {
  if (form.yaml === undefined) return changedFields(form, was);
  const next = asFields(form);
  return next === undefined ? ['yaml'] : changedFields(next, was);
}

/** Where a refusal of the server is shown. */
export function problemFields(form: PolicyForm): Readonly<Record<string, string>> {
  if (form.yaml !== undefined) return { '/metadata': 'yaml', '/spec': 'yaml', '/metadata/name': 'yaml' };
  return { '/metadata/name': 'name', '/metadata/namespace': 'namespace', '/spec/podSelector': 'pods' };
}
