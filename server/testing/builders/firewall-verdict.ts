/**
 * What the firewall objects of a system say of a connection, read through the config API's eyes: the policies of the
 * cluster's set in their order, of each its rules, and the first that matches.
 */

import { findByFqName } from '../../config/records.ts';
import type { FirewallEndpoint, FirewallService } from '../../model/config/firewall.ts';
import type { Ref } from '../../model/config/record.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { addressOf, type Address } from '../../model/net/address.ts';
import { contains, prefixFrom } from '../../model/net/prefix.ts';
import { byRef } from '../../store/indexes.ts';
import type { InMemorySystem } from '../in-memory-system.ts';

export interface FirewallEnd {
  readonly tags: ReadonlySet<string>;
  readonly address: Address;
}

/** The names of the tags of a pod's first interface. */
export function tagsOf(system: InMemorySystem, pod: string): readonly string[] {
  const { uid } = system.store.get('kube/Pod', pod)!.value.metadata;
  for (const port of system.store.lookup(byRef('virtual-machine-interface', 'virtual-machine'), uid))
    return refsOf(system, 'virtual-machine-interface', port.key, 'tag').map(({ uuid }) => nameOf(system, uuid));
  return [];
}

function nameOf({ store, derived }: InMemorySystem, tag: string): string {
  return (store.get('tag', tag)?.value ?? derived.config.byUuid(tag)?.still)?.fq_name.join(':') ?? `no tag ${tag}`;
}

/** References of an object, derived ones included. */
export function refsOf(system: InMemorySystem, type: ConfigType, uuid: string, target: ConfigType): readonly Ref[] {
  return [
    ...(system.store.get(type, uuid)?.value.refs[target] ?? []),
    ...system.derived.config.derivedRefs(type, uuid).filter((ref) => ref.type === target),
  ];
}

/** References in the order of their sequence. */
export function inOrder(refs: readonly Ref[]): readonly Ref[] {
  const place = ({ attr }: Ref): number => Number((attr as { readonly sequence?: string } | null)?.sequence);
  return [...refs].sort((a, b) => place(a) - place(b));
}

/** Whether the first rule that matches lets a connection pass; undefined if none matches. */
export function firewallVerdict(
  system: InMemorySystem,
): (source: FirewallEnd, destination: FirewallEnd, protocol: string, port: number) => boolean | undefined {
  const { store } = system;
  const set = findByFqName(store, 'application-policy-set', ['default-policy-management', 'k8s'])!;
  const rules = inOrder(refsOf(system, 'application-policy-set', set.uuid, 'firewall-policy')).flatMap((policy) =>
    inOrder(refsOf(system, 'firewall-policy', policy.uuid, 'firewall-rule')).map(
      ({ uuid }) => store.get('firewall-rule', uuid)!.value.props,
    ),
  );
  const matches = (endpoint: FirewallEndpoint, end: FirewallEnd): boolean => {
    if (endpoint.any === true) return true;
    if (endpoint.tags !== undefined) return endpoint.tags.every((tag) => end.tags.has(tag));
    const group = findByFqName(store, 'address-group', [
      'default-policy-management',
      endpoint.address_group!.slice('default-policy-management:'.length),
    ])!;
    return (group.props.address_group_prefix?.subnet ?? []).some(({ ip_prefix: address, ip_prefix_len: length }) =>
      contains(prefixFrom(`${address}/${length}`), end.address),
    );
  };
  const serves = ({ protocol, dst_ports: ports }: FirewallService, asked: string, port: number): boolean =>
    (protocol === 'any' || protocol === asked) && port >= ports!.start_port && port <= ports!.end_port;
  return (source, destination, protocol, port) => {
    const rule = rules.find(
      ({ endpoint_1: from, endpoint_2: to, service }) =>
        serves(service!, protocol, port) && matches(from!, source) && matches(to!, destination),
    );
    return rule === undefined ? undefined : rule.action_list?.simple_action === 'pass';
  };
}

/** A pod as an end, at this address. */
export function endOf(system: InMemorySystem, pod: string, address: string): FirewallEnd {
  return { tags: new Set(tagsOf(system, pod)), address: addressOf(address) };
}
