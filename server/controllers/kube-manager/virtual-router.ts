/**
 * On which compute node the machines of pods run: a node is matched with a virtual router by fabric address first,
 * then by lower-cased name. The pod controller places a machine when it creates it; this controller places machines
 * again when a node or a virtual router is added, removed or changed.
 */

import { placeMachine } from '../../config/numbers/forwarding-numbers.ts';
import { updateObject } from '../../config/operations/operations.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { VirtualMachine, VirtualRouter } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { byAddress, byHostName, byNode, byUid } from '../../store/indexes.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import type { Controller } from '../runtime/controller.ts';
import { KUBE_MANAGER } from './settings.ts';

/** Machines placed in one turn; each change wakes the node again for the rest. */
const BURST = 200;

export const virtualRouterController: Controller = {
  name: 'kube-manager/virtual-router',
  owner: KUBE_MANAGER,
  hears: new Set<Kind>(['kube/Node', 'virtual-machine', 'virtual-router']),
  *wokenBy(change, read) {
    if (
      change.kind === 'kube/Node' &&
      addressesOf(change.old?.value as Node | undefined) !== addressesOf(change.new?.value as Node | undefined)
    )
      yield change.key;
    if (
      change.kind === 'virtual-machine' &&
      change.old !== undefined &&
      change.new !== undefined &&
      nodeOf(change.old) !== nodeOf(change.new)
    ) {
      for (const { value } of read.lookup(byUid('kube/Pod'), change.key))
        if (value.spec?.nodeName !== undefined) yield value.spec.nodeName;
    }
    if (change.kind === 'virtual-router') yield* nodesOf(change, read);
  },
  *keys(read) {
    for (const { key } of read.scan('kube/Node')) yield key;
  },
  about: (key) => [{ kind: 'kube/Node', key }],
  reconcile(context, name) {
    const { transaction } = context;
    const router = routerOfNode(transaction, name);
    const elsewhere: string[] = [];
    for (const {
      value: {
        metadata: { uid },
      },
    } of transaction.lookup(byNode('kube/Pod'), name)) {
      const machine = transaction.get('virtual-machine', uid)?.value;
      if (machine !== undefined && machine.allocated?.['node'] !== router?.uuid && elsewhere.push(uid) === BURST) break;
    }
    for (const machine of elsewhere) placeMachine(context, machine, router?.uuid);
    if (elsewhere.length === BURST) return;
    // Older versions stored the machines as references of the virtual router.
    const refs = router?.refs['virtual-machine'];
    if (router !== undefined && refs !== undefined)
      updateObject(context, 'virtual-router', router.uuid, { refs: { 'virtual-machine': refs } });
  },
};

type Node = KubeObjectOf<'Node'>;

function nodeOf({ value }: Stored): unknown {
  return (value as VirtualMachine).allocated?.['node'];
}

function addressesOf(node: Node | undefined): string | undefined {
  return node === undefined ? undefined : JSON.stringify(node.status?.addresses?.map(({ address }) => address));
}

/** The nodes that match a virtual router, before and after a change. */
function* nodesOf(change: Change, read: Read): Iterable<string> {
  const before = change.old?.value as VirtualRouter | undefined;
  const after = change.new?.value as VirtualRouter | undefined;
  if (
    before !== undefined &&
    after !== undefined &&
    before.props.virtual_router_ip_address === after.props.virtual_router_ip_address
  )
    return;
  for (const router of [before, after]) {
    if (router === undefined) continue;
    for (const { key } of read.lookup(byAddress('kube/Node'), router.props.virtual_router_ip_address ?? '')) yield key;
    const name = shortName(router.fq_name).toLowerCase();
    if (read.get('kube/Node', name) !== undefined) yield name;
  }
}

/** The virtual router of a Kubernetes node. */
export function routerOfNode(read: Read, name: string): RecordOf<'virtual-router'> | undefined {
  for (const { address } of read.get('kube/Node', name)?.value.status?.addresses ?? []) {
    for (const { value } of read.lookup(byAddress('virtual-router'), address)) return value;
  }
  for (const { value } of read.lookup(byHostName('virtual-router'), name)) return value;
  return undefined;
}
