import { vrfId } from '../ids.ts';
import type { Drawn, Relation } from './relation.ts';

/** Pods and the VRFs of their interfaces: only counted, since there may be 100,000. */
export const membership: Relation = {
  kind: 'membership',
  layer: 'overlay',
  expands: false,
  words: {
    name: 'Membership',
    from: 'From',
    to: 'To',
    label: 'State',
    count: 'Pods',
    seenFrom: ({ count }, out) => (out ? 'Member of' : count > 1 ? `${count} members` : 'Member'),
  },
  labelOnLine: false,
  edges: () => [],
  counted: podsInVrfs,
  bundleLabel: () => undefined,
  idHasLabel: false,
};

/** Number of pods of each drawn source in each drawn VRF. */
function podsInVrfs({ podNodes, drawnAs }: Drawn): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const drawnVrfs = new Map<string, string | undefined>();
  const found = new Map<string, Map<string, number>>();
  for (const { id, buckets } of podNodes) {
    const targets = found.get(id) ?? new Map<string, number>();
    found.set(id, targets);
    for (const { vrfs, pods } of buckets) {
      for (const vrf of vrfs) {
        let target = drawnVrfs.get(vrf);
        if (target === undefined) drawnVrfs.set(vrf, (target = drawnAs.get(vrfId(vrf))));
        if (target !== undefined) targets.set(target, (targets.get(target) ?? 0) + pods.length);
      }
    }
  }
  return found;
}
