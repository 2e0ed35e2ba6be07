/** The top band: control nodes, gateways, and known hosts that are not peers. */

import type { PictureNode } from '../../model/oper/topology-picture.ts';
import { collapse, type Member } from './collapse.ts';
import type { RouterFact, TopologyFacts } from './facts.ts';
import { hostId, moreId, routerId } from './ids.ts';
import type { Selection } from './selection.ts';

export interface Band {
  readonly nodes: readonly PictureNode[];
  /** Id of an object → id of the node that represents it in the picture. */
  readonly drawnAs: ReadonlyMap<string, string>;
}

const fact = (name: string, value: string | undefined) =>
  value === undefined || value === '' ? [] : [{ name, value }];

function routerNode(router: RouterFact): PictureNode {
  const as = router.asn === undefined ? undefined : `AS ${router.asn}`;
  return {
    id: routerId(router.fqName),
    kind: router.role,
    band: 'control',
    label: router.name,
    detail: [router.address, as].filter((part) => part !== undefined).join(' '),
    health: router.health,
    reasons: router.reasons,
    expandable: false,
    object: router.object,
    ...(router.tables === undefined ? {} : { tables: router.tables }),
    facts: [
      ...fact('Address', router.address),
      ...fact('AS', router.asn?.toString()),
      ...fact('Vendor', router.vendor),
      ...fact('Address families', router.families.join(', ')),
      ...fact('FQ name', router.fqName),
    ],
  };
}

/** Draws the band with at most `room` nodes. */
export function controlBand(facts: TopologyFacts, selection: Selection, room: number): Band {
  const members: Member<PictureNode>[] = [];
  for (const router of facts.routers) {
    const node = routerNode(router);
    const found = selection.found(`${router.fqName} ${router.address ?? ''}`.toLowerCase());
    members.push({
      item: node,
      name: router.fqName,
      group: node.id,
      health: router.health,
      pin: selection.pin(node.id, router.health, false, found),
    });
  }
  for (const host of facts.hosts) {
    const id = hostId(host.name);
    const found = selection.found(`${host.name} ${host.address}`.toLowerCase());
    members.push({
      item: {
        id,
        kind: 'known-host',
        band: 'control',
        label: host.name,
        detail: host.address,
        health: 'unknown',
        reasons: ['A known host, not a peer: add it as a BGP router to peer with it.'],
        expandable: false,
        facts: fact('Address', host.address),
      },
      name: host.name,
      group: id,
      health: 'unknown',
      pin: selection.pin(id, 'unknown', false, found),
    });
  }
  const collapsed = collapse(members, room, true);
  const nodes = [...collapsed.drawn];
  const drawnAs = new Map(nodes.map((node) => [node.id, node.id]));
  const rest = [...collapsed.aggregates.flatMap((aggregate) => aggregate.members), ...(collapsed.more?.members ?? [])];
  if (rest.length > 0) {
    const id = moreId('control');
    nodes.push({
      id,
      kind: 'more',
      band: 'control',
      label: `${rest.length} more`,
      detail: 'BGP routers and known hosts',
      health: collapsed.more?.health ?? 'ok',
      reasons: [],
      count: rest.length,
      unhealthy: collapsed.more?.unhealthy ?? 0,
      expandable: false,
      facts: [],
    });
    for (const node of rest) drawnAs.set(node.id, id);
  }
  return { nodes, drawnAs };
}
