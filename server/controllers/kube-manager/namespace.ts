/**
 * Namespaces: a project with a default security group, and either the cluster's default networks, shared with the
 * project, or, when isolated, a pair of networks of its own. New pods follow the annotation as it is at the time;
 * running pods keep their addresses, and a condition on the namespace counts those that are in the other network.
 */

import { giveShare } from '../../config/operations/given-shares.ts';
import { findByFqName } from '../../config/records.ts';
import type { RecordOf } from '../../config/rules.ts';
import type { WriteContext } from '../../config/write-context.ts';
import { isIsolated, readFabricOptions } from '../../engine/annotations/namespace-annotations.ts';
import {
  clusterIpamFqName,
  clusterPodNetworkFqName,
  clusterServiceNetworkFqName,
  defaultSecurityGroupFqName,
  type ClusterNames,
} from '../../engine/naming/kube-names.ts';
import { clusterNames, KUBERNETES_CONFIG } from '../../kube/cluster-names.ts';
import type { ConfigRecord } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { byRef } from '../../store/indexes.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { provisionCluster } from './cluster.ts';
import { ensureClusterFabric, isOn } from './fabric.ts';
import { ensureNamespaceRules, removeNamespaceRules, setApplication } from './firewall.ts';
import { kubeSourceOf } from './kube-source.ts';
import { setNamespaceCondition } from './namespace-conditions.ts';
import { removeProject, terminateNamespace } from './namespace-deletion.ts';
import { ensureNetworks, networkFqName, removeNetworks } from './networks.ts';
import { ensureProject } from './project.ts';
import { fabricDefaults, isSecureProject, KUBE_MANAGER, NAMESPACE_SETTINGS } from './settings.ts';

/** Access bit, as in Contrail: read 4, write 2, refer 1. */
const READ = 4;

/**
 * ms that the content of a namespace stays after its deletion began, so that `kubectl delete -f` of a file with the
 * namespace and its content finds the content. Kubernetes' own controller waits for 5 s
 * (`namespaceDeletionGracePeriod`).
 */
const CONTENT_STAYS_MS = 1_000;

/** The condition of a namespace whose pod network cannot have the addresses that it should. */
const FABRIC = 'IPFabricForwarding';

/** The kinds that are created for a namespace. */
const MADE_HERE: readonly Kind[] = ['project', 'security-group', 'virtual-network', 'network-policy', 'firewall-rule'];

export const namespaceController: Controller = {
  name: 'kube-manager/namespace',
  owner: KUBE_MANAGER,
  hears: new Set<Kind>(['kube/Namespace', 'kube/ConfigMap', ...MADE_HERE]),
  *wokenBy(change, read) {
    if (change.kind === 'kube/Namespace') yield change.key;
    else if (change.kind === 'kube/ConfigMap') yield* otherwiseSet(change, read);
    else if (change.new === undefined) yield* bereft(change, read);
  },
  restsAfter({ kind, old, new: next }) {
    if (kind !== 'kube/Namespace') return undefined;
    const [before, after] = [old, next].map(
      (version) => (version?.value as KubeObjectOf<'Namespace'> | undefined)?.metadata,
    );
    const begins = before?.deletionTimestamp === undefined && after?.deletionTimestamp !== undefined;
    return begins ? CONTENT_STAYS_MS : undefined;
  },
  *keys(read, skip) {
    for (const { key } of read.scan('kube/Namespace')) yield key;
    const names = clusterNames(read);
    yield* among(
      // With a project for all, the security group is what a namespace has for itself.
      read.scan(names.clusterProject === undefined ? 'project' : 'security-group'),
      ({ value }: Stored<'project' | 'security-group'>) => {
        const source = kubeSourceOf(names, value);
        return source?.kind === 'Namespace' ? source.namespace : undefined;
      },
      skip,
    );
  },
  about: (key) => [{ kind: 'kube/Namespace', key }],
  reconcile(context, key) {
    const { transaction } = context;
    const names = clusterNames(transaction);
    const namespace = transaction.get('kube/Namespace', key)?.value;
    if (namespace === undefined) {
      removeNamespaceRules(context, names, key);
      return removeProject(context, names, key) === undefined ? undefined : 'waits';
    }
    if (namespace.metadata.deletionTimestamp !== undefined) return terminateNamespace(context, names, key);
    else {
      return provide(context, names, key, isIsolated(namespace) && key !== 'default');
    }
  },
};

/** All namespaces, if kube-manager's configuration changed in what their projects and networks follow from. */
function* otherwiseSet({ key, old, new: next }: Change, read: Read): Iterable<string> {
  if (key !== KUBERNETES_CONFIG.key) return;
  const [before, after] = [old, next].map((version) => (version?.value as KubeObjectOf<'ConfigMap'> | undefined)?.data);
  if (NAMESPACE_SETTINGS.every((setting) => before?.[setting] === after?.[setting])) return;
  for (const namespace of read.scan('kube/Namespace')) yield namespace.key;
}

/**
 * Namespaces that lost an object that was created for them. A namespace that waits for deletions is woken by what it
 * had read.
 */
function* bereft(change: Change, read: Read): Iterable<string> {
  if (!MADE_HERE.includes(change.kind)) return;
  const names = clusterNames(read);
  const record = change.old!.value as ConfigRecord;
  const of = kubeSourceOf(names, record);
  if (of?.kind === 'Namespace') yield of.namespace;
  if (record.type === 'firewall-rule') return;
  const project = record.type === 'project' ? record : read.get('project', record.parent_uuid ?? '')?.value;
  const source = project === undefined ? undefined : kubeSourceOf(names, project);
  if (source?.kind === 'Namespace') yield source.namespace;
}

function provide(context: WriteContext, names: ClusterNames, namespace: string, isolated: boolean): void | 'waits' {
  const { transaction } = context;
  if (findByFqName(transaction, 'virtual-network', clusterServiceNetworkFqName(names)) === undefined)
    provisionCluster(context);
  const project = ensureProject(context, names, namespace);
  ensureNamespaceRules(context, names, namespace);
  setApplication(context, names, 'project', project.uuid, isSecureProject(transaction));
  if (namespace === 'default') {
    const network = findByFqName(transaction, 'virtual-network', networkFqName(names, namespace, 'pod'));
    return setFabric(context, names, namespace, network) ? undefined : 'waits';
  }
  // A single project has the default networks as its own.
  for (const network of names.clusterProject === undefined ? defaultNetworks(transaction, names) : [])
    giveShare(context, network.uuid, project.uuid, isolated ? undefined : READ);
  if (isolated) {
    ensureNetworks(context, names, namespace, true);
    const own = findByFqName(transaction, 'virtual-network', networkFqName(names, namespace, 'pod'));
    const rests = setFabric(context, names, namespace, own);
    const left = own === undefined ? 0 : podsElsewhere(transaction, names, namespace);
    setNamespaceCondition(
      context,
      namespace,
      'Isolated',
      left === 0
        ? undefined
        : {
            status: 'False',
            reason: 'PodsInDefaultNetwork',
            message:
              `${count(left)} still in ${shortName(clusterPodNetworkFqName(names))}: isolation was asked for after ` +
              'they started. Delete them, and they come back in ' +
              `${own === undefined ? 'their own network' : shortName(own.fq_name)}.`,
          },
    );
    return left === 0 && rests ? undefined : 'waits';
  }
  setNamespaceCondition(context, namespace, FABRIC, undefined);
  const held = removeNetworks(context, names, namespace);
  setNamespaceCondition(
    context,
    namespace,
    'Isolated',
    held === undefined
      ? undefined
      : {
          status: 'True',
          reason: 'NetworksInUse',
          message:
            `Isolation was taken back, but ${held}. New pods use ${shortName(clusterPodNetworkFqName(names))}; the ` +
            'isolated networks go when they are empty.',
        },
  );
  return held === undefined ? undefined : 'waits';
}

/**
 * The fabric options of a namespace that has a pod network of its own. Returns whether the network has what they ask
 * for; if not, a condition says what is in the way.
 */
function setFabric(
  context: WriteContext,
  names: ClusterNames,
  namespace: string,
  network: RecordOf<'virtual-network'> | undefined,
): boolean {
  const { transaction } = context;
  if (network === undefined) return true;
  const wish = readFabricOptions(transaction.get('kube/Namespace', namespace)?.value.metadata.annotations);
  const defaults = fabricDefaults(transaction);
  const held = ensureClusterFabric(context, names, network, wish, defaults);
  const on = isOn(wish.forwarding, defaults.forwarding);
  setNamespaceCondition(
    context,
    namespace,
    FABRIC,
    held === undefined
      ? undefined
      : {
          status: on ? 'False' : 'True',
          reason: 'AddressesInUse',
          message:
            `Forwarding by the underlay was ${on ? 'asked for' : 'taken back'}, but ${held}, and a network changes ` +
            'its addresses only while it has none. Pods go on as they are; delete all pods of the network, and they ' +
            `come back with addresses of ${shortName(clusterIpamFqName(names, on ? 'ip-fabric' : 'pod'))}.`,
        },
  );
  return held === undefined;
}

function defaultNetworks(read: Read, names: ClusterNames): RecordOf<'virtual-network'>[] {
  const networks = [clusterPodNetworkFqName(names), clusterServiceNetworkFqName(names)].map((fqName) =>
    findByFqName(read, 'virtual-network', fqName),
  );
  return networks.filter((network) => network !== undefined);
}

/** Ports of the namespace in the cluster's default pod network. */
function podsElsewhere(read: Read, names: ClusterNames, namespace: string): number {
  // The interfaces of all its pods have the namespace's security group.
  const group = findByFqName(read, 'security-group', defaultSecurityGroupFqName(names, namespace));
  if (group === undefined) return 0;
  if (read.countIn(byRef('virtual-machine-interface', 'security-group'), group.uuid) === 0) return 0;
  const shared = findByFqName(read, 'virtual-network', clusterPodNetworkFqName(names))?.uuid;
  let left = 0;
  for (const { value } of read.lookup(byRef('virtual-machine-interface', 'security-group'), group.uuid)) {
    if (value.refs['virtual-network']?.[0]?.uuid === shared) left++;
  }
  return left;
}

function count(pods: number): string {
  return pods === 1 ? '1 pod is' : `${pods} pods are`;
}
