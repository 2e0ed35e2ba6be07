/** Paths of a destination as the tables of routes show them. */

import type { BgpRoutePath } from '../../contract/views/bgp.ts';
import { asPathText } from '../../engine/bgp-diagnosis/as-path-text.ts';
import { explainDecision } from '../../engine/bgp-diagnosis/explain-decision.ts';
import { formatNlri, partsOfNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { communityOfKey, communityTexts, tunnelTexts } from '../../engine/decision/community-text.ts';
import type { RoutedFamily } from '../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../model/bgp/path-attributes.ts';
import { formatRouteTarget } from '../../model/bgp/route-target.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { BgpDestination, BgpPath } from '../../model/oper/bgp-facts.ts';
import { each } from './contained.ts';
import type { ViewContext } from './view-context.ts';

export const TABLE_OF_FAMILY: { readonly [F in RoutedFamily]: string } = {
  'inet-vpn': 'bgp.l3vpn.0',
  'inet6-vpn': 'bgp.l3vpn-inet6.0',
  'route-target': 'bgp.rtarget.0',
  inet: 'inet.0',
};

/** Compute nodes by fabric address: our workloads' routes come from them, over XMPP. */
export function nodesByAddress(context: ViewContext): ReadonlyMap<string, string> {
  return new Map(
    each(context, 'routes', context.read.scan('virtual-router'), ({ value }) => {
      const address = value.props.virtual_router_ip_address;
      return address === undefined ? undefined : ([address, shortName(value.fq_name)] as const);
    }),
  );
}

interface Communities {
  readonly routeTargets: readonly string[];
  /** Every community as text, extended ones first. */
  readonly communities: readonly string[];
  readonly tunnels: readonly string[];
  readonly securityGroups: readonly string[];
  readonly originVn?: string;
}

export function communitiesOf(attributes: PathAttributes): Communities {
  const all = attributes.extendedCommunities.map(communityOfKey);
  const originVn = all.find((one) => one.kind === 'origin-vn');
  return {
    routeTargets: all.flatMap((one) => (one.kind === 'route-target' ? formatRouteTarget(one.routeTarget) : [])),
    communities: communityTexts(attributes),
    tunnels: tunnelTexts(attributes),
    securityGroups: all.flatMap((one) => (one.kind === 'security-group' ? `${one.asn}:${one.id}` : [])),
    ...(originVn?.kind === 'origin-vn' ? { originVn: `${originVn.asn}:${originVn.id}` } : {}),
  };
}

/** `protocol` and `source` of a path: a workload's own route comes over XMPP from its compute node. */
export function originOf(
  path: BgpPath,
  family: RoutedFamily,
  nodes: ReadonlyMap<string, string>,
): { readonly protocol: BgpRoutePath['protocol']; readonly source: string } {
  if (path.protocol === 'bgp') return { protocol: 'BGP', source: path.sourceName };
  const node = family === 'route-target' ? undefined : nodes.get(path.attributes.nextHop.replace(/^::ffff:/, ''));
  return node === undefined ? { protocol: 'Local', source: path.sourceName } : { protocol: 'XMPP', source: node };
}

export function pathRow(destination: BgpDestination, path: BgpPath, nodes: ReadonlyMap<string, string>): BgpRoutePath {
  const { family, key, paths } = destination;
  const { attributes, best, decidedBy, infeasible, label, since, stale } = path;
  const { rd } = partsOfNlri(family, key);
  const prefix = formatNlri(family, key);
  const rival = best ? paths.find((other) => other !== path) : paths.find((other) => other.best);
  return {
    id: `${TABLE_OF_FAMILY[family]} ${prefix} ${path.source}`,
    table: TABLE_OF_FAMILY[family],
    family,
    prefix,
    ...(rd === undefined ? {} : { rd }),
    ...originOf(path, family, nodes),
    nextHop: attributes.nextHop,
    ...(label === undefined ? {} : { label }),
    origin: attributes.origin,
    asPath: asPathText(attributes.asPath, attributes.origin),
    ...(attributes.med === undefined ? {} : { med: attributes.med }),
    ...(attributes.localPreference === undefined ? {} : { localPreference: attributes.localPreference }),
    ...communitiesOf(attributes),
    best,
    decidedBy,
    why: explainDecision(path, rival),
    stale,
    ...(infeasible === undefined ? {} : { infeasible }),
    since,
  };
}
