/**
 * Which virtual machines run on which compute node: each virtual router refers to the machines of the pods that are
 * bound to its node. A node is matched with a virtual router by fabric address first, then by lower-cased name.
 */
import { updateObject } from '../../config/operations.ts';
import type { RecordOf } from '../../config/rules.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import type { Read } from '../../store/store.ts';
import type { Controller } from '../runtime/controller.ts';
import { KUBE_MANAGER } from './settings.ts';

export const virtualRouterController: Controller = {
  name: 'kube-manager/virtual-router',
  owner: KUBE_MANAGER,
  gathers: true,
  *wokenBy(change, read) {
    if (change.kind === 'virtual-machine' && change.old === undefined) {
      for (const { value } of read.lookup('kube/Pod', 'uid', change.key)) if (value.spec?.nodeName !== undefined) yield value.spec.nodeName;
    }
    if (change.kind === 'kube/Node') yield change.key;
    if (change.kind === 'virtual-router' && (change.old === undefined || change.new === undefined)) yield* nodes(read);
  },
  keys: (read) => nodes(read),
  about: (key) => [{ kind: 'kube/Node', key }],
  reconcile(context, name) {
    const { transaction } = context;
    const router = routerOfNode(transaction, name);
    if (router === undefined) return;
    const here = new Set<string>();
    for (const { value } of transaction.lookup('kube/Pod', 'node', name)) {
      if (transaction.get('virtual-machine', value.metadata.uid) !== undefined) here.add(value.metadata.uid);
    }
    const refs = router.refs['virtual-machine'] ?? [];
    const kept = refs.filter(({ uuid }) => here.has(uuid) || !isElsewhere(transaction, uuid, name));
    for (const { uuid } of kept) here.delete(uuid);
    if (here.size === 0 && kept.length === refs.length) return;
    updateObject(context, 'virtual-router', router.uuid, { refs: { 'virtual-machine': [...kept, ...[...here].map((uuid) => ({ uuid, attr: null }))] } });
  },
};

function* nodes(read: Read): Iterable<string> {
  for (const { key } of read.scan('kube/Node')) yield key;
}

/** A machine of a pod that is bound to another node; machines that are no pods are somebody else's. */
function isElsewhere(read: Read, machine: string, node: string): boolean {
  for (const { value } of read.lookup('kube/Pod', 'uid', machine)) if (value.spec?.nodeName !== node) return true;
  return false;
}

function routerOfNode(read: Read, name: string): RecordOf<'virtual-router'> | undefined {
  const node: KubeObjectOf<'Node'> | undefined = read.get('kube/Node', name)?.value;
  const addresses = new Set((node?.status?.addresses ?? []).map(({ address }) => address));
  const routers = [...read.scan('virtual-router')].map(({ value }) => value);
  return (
    routers.find((router) => addresses.has(router.props.virtual_router_ip_address ?? '')) ??
    routers.find((router) => shortName(router.fq_name).toLowerCase() === name.toLowerCase())
  );
}
