/**
 * Names of the cluster, as its DNS has them (Kubernetes' DNS-Based Service Discovery 1.1): services, the ready
 * endpoints of headless ones, and pods by their address. What is outside is not known here.
 */

import { parseAddress, type Address, type IpFamily } from '../model/net/address.ts';
import type { Read } from '../store/store.ts';

const CLUSTER_DOMAIN = 'cluster.local';
/** Names with fewer dots are tried with the search domains first. */
const NDOTS = 5;

/** Of `/etc/resolv.conf` of a pod in this namespace. */
export function searchDomainsOf(namespace: string): readonly string[] {
  return [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
}

/** The names that a resolver asks for, in order. */
export function candidatesOf(name: string, searchDomains: readonly string[]): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = searchDomains.map((domain) => `${name}.${domain}`);
  return name.split('.').length - 1 >= NDOTS ? [name, ...searched] : [...searched, name];
}

/** Undefined if there is no such name; empty if it has no address of that family. */
export function addressesOf(read: Read, name: string, family?: IpFamily): readonly Address[] | undefined {
  const labels = name.toLowerCase().split('.');
  const domain = labels.splice(-2).join('.');
  const kind = labels.pop();
  const namespace = labels.pop();
  const [owner, ...further] = labels.toReversed();
  if (domain !== CLUSTER_DOMAIN || namespace === undefined || owner === undefined) return undefined;
  if (kind === 'pod') return further.length > 0 ? undefined : ofFamily([owner.replaceAll('-', '.')], family);
  if (kind !== 'svc') return undefined;
  const service = read.get('kube/Service', `${namespace}/${owner}`)?.value;
  if (service === undefined) return undefined;
  const {
    clusterIP,
    clusterIPs = [],
    type,
  } = (service.spec ?? {}) as {
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly type?: string;
  };
  if (type === 'ExternalName') return undefined;
  const headless = clusterIP === 'None';
  if (!headless) return further.length > 0 ? undefined : ofFamily([clusterIP ?? '', ...clusterIPs], family);
  const subsets = read.get('kube/Endpoints', `${namespace}/${owner}`)?.value.subsets ?? [];
  const ready = subsets.flatMap(({ addresses = [] }) => addresses);
  const [host] = further;
  const named = host === undefined ? ready : ready.filter(({ hostname }) => hostname === host);
  return named.length === 0
    ? undefined
    : ofFamily(
        named.map(({ ip }) => ip),
        family,
      );
}

function ofFamily(texts: readonly string[], family: IpFamily | undefined): readonly Address[] | undefined {
  const addresses = [...new Set(texts)].map((text) => parseAddress(text)).filter((each) => each !== undefined);
  return addresses.length === 0
    ? undefined
    : addresses.filter((each) => family === undefined || each.family === family);
}
