/**
 * What an operator should know, per object: every reference that leads nowhere, and every wish that does not come true.
 * Keys are `conditionKey`s. One file per kind of object says what is looked at; an object without conditions has no row.
 */
import type { ConfigType } from '../../model/config/types.ts';
import { isConfigType } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { conditionKey, type ObjectCondition } from '../../model/oper/condition.ts';
import type { Port } from '../../model/oper/port.ts';
import type { Read } from '../../store/store.ts';
import type { CalcNode, RowChange } from '../calc-node.ts';
import type { ConditionSources, Evaluate } from './conditions/evaluate.ts';
import { attachmentConditions } from './conditions/attachment.ts';
import { bgpRouterConditions } from './conditions/bgp-router.ts';
import { floatingIpConditions } from './conditions/floating-ip.ts';
import { instanceIpConditions } from './conditions/instance-ip.ts';
import { interfaceConditions } from './conditions/interface.ts';
import { namespaceConditions } from './conditions/namespace.ts';
import { podConditions } from './conditions/pod.ts';
import { policyConditions } from './conditions/policy.ts';
import { projectConditions } from './conditions/project.ts';
import { serviceConditions } from './conditions/service.ts';
import { virtualNetworkConditions } from './conditions/virtual-network.ts';

export type ConditionRow = readonly ObjectCondition[];

const EVALUATORS: { readonly [K in Kind]?: Evaluate } = {
  'virtual-network': virtualNetworkConditions,
  'network-policy': policyConditions,
  'project': projectConditions,
  'floating-ip': floatingIpConditions,
  'virtual-machine-interface': interfaceConditions,
  'instance-ip': instanceIpConditions,
  'bgp-router': bgpRouterConditions,
  'kube/Namespace': namespaceConditions,
  'kube/Service': serviceConditions,
  'kube/Pod': podConditions,
  'kube/NetworkAttachmentDefinition': attachmentConditions,
};

const KINDS = Object.keys(EVALUATORS) as Kind[];
/** Kinds whose references are looked at without tracking, because there are 100,000 of them. */
const REFERRING: readonly ConfigType[] = ['virtual-machine-interface', 'instance-ip', 'floating-ip', 'virtual-network'];

export function conditions(sources: ConditionSources): CalcNode<ConditionRow> {
  return {
    name: 'conditions',
    keys: function* (read) {
      for (const kind of KINDS) for (const record of read.scan(kind)) yield conditionKey(kind, record.key);
    },
    touched: (change, read) => {
      const { kind, key } = change;
      const touched = EVALUATORS[kind] === undefined ? [] : [conditionKey(kind, key)];
      if (isConfigType(kind) && (change.old === undefined || change.new === undefined)) {
        for (const referrer of REFERRING) {
          for (const record of read.lookup(referrer, 'ref', `${kind}:${key}`)) touched.push(conditionKey(referrer, record.key));
        }
      }
      if (kind === 'vrf-id') for (const uuid of sources.portGroups.of(`vrf ${key}`)) touched.push(conditionKey('virtual-machine-interface', uuid));
      return touched;
    },
    touchedByRow: (change, read) => touchedByRow(change, read),
    compute: (key, tracked) => {
      const space = key.indexOf(' ');
      const evaluate = EVALUATORS[key.slice(0, space) as Kind];
      if (evaluate === undefined) throw new Error(`BUG: nothing evaluates ${key}`);
      const found = evaluate(key.slice(space + 1), tracked, sources);
      return found.length === 0 ? undefined : found;
    },
  };
}

/** Rows that concern one object by its key, without a token for each of 100,000. */
function touchedByRow(change: RowChange, read: Read): readonly string[] {
  if (change.node === 'pods') return [conditionKey('kube/Pod', change.key)];
  if (change.node === 'peerings') return change.key.split('/').map((router) => conditionKey('bgp-router', router));
  if (change.node !== 'ports') return [];
  const touched = [conditionKey('virtual-machine-interface', change.key)];
  for (const row of [change.old, change.new] as readonly (Port | undefined)[]) {
    if (row === undefined) continue;
    for (const fip of row.floatingIps) touched.push(conditionKey('floating-ip', fip.uuid));
    if (row.machineUuid !== undefined) for (const pod of read.lookup('kube/Pod', 'uid', row.machineUuid)) touched.push(conditionKey('kube/Pod', pod.key));
  }
  return touched;
}
