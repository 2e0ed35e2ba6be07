/**
 * The lab's gateway joined to a system without sockets: its own tables, fed with what the system would announce, and
 * its routes learned by the system.
 */

import { partsOfNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { exportsOfGateway } from '../../engine/gateway/gateway-exports.ts';
import { GatewayTables } from '../../engine/gateway/gateway-tables.ts';
import { CHAPTER_LAB } from '../../lab/chapter.ts';
import { tablesConfigOfGateway } from '../../lab/gateway/camaro.ts';
import type { BgpDestination } from '../../model/oper/bgp-facts.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { InMemorySystem } from '../in-memory-system.ts';
import { gatewayOf } from './bgp-facts.ts';
import { announcedRoute, AnnouncedRoutes, hexTarget } from './learned.ts';

const HOST = CHAPTER_LAB.knownHosts[0]!;

/** The gateway's tables are those of the moment in which they are read. */
export function joinGateway({ derived }: Pick<InMemorySystem, 'derived'>): GatewayFacts {
  const config = tablesConfigOfGateway(HOST);
  const learned = new AnnouncedRoutes();
  for (const { family, key, label, attributes } of exportsOfGateway(config, HOST.autonomousSystem, HOST.address)) {
    if (family === 'route-target' || label === undefined) continue;
    const { rd = '', prefix = '' } = partsOfNlri(family, key);
    learned.announce({
      rd,
      prefix,
      label,
      targets: config.vrfs.flatMap(({ exports }) => exports),
      attributes: { ...attributes, extendedCommunities: [] },
    });
  }
  derived.learnFrom(learned);
  const now = (): GatewayTables => {
    const announced = [...derived.routingInstances()].flatMap(({ key }) =>
      [...derived.vpnRoutes(key)].flatMap((route): readonly BgpDestination[] =>
        route.notAdvertised !== undefined || route.nextHop === undefined || route.label === undefined
          ? []
          : [
              announcedRoute({
                rd: route.routeDistinguisher ?? '',
                prefix: route.prefix,
                label: route.label,
                targets: route.routeTargets,
                from: 'cent111',
                attributes: { nextHop: route.nextHop.address, med: route.med, origin: 'incomplete' },
              }),
            ],
      ),
    );
    const tables = new GatewayTables(config, 0);
    tables.refresh(
      {
        with: (target) => announced.filter(({ paths }) => paths[0]!.attributes.extendedCommunities.includes(target)),
        one: (key) => announced.find((route) => route.key === key),
        addressOf: (peer) => peer,
      },
      new Set(config.vrfs.flatMap(({ imports }) => imports).map(hexTarget)),
      'many',
    );
    return tables;
  };
  return {
    ...gatewayOf(),
    name: HOST.name,
    address: HOST.address,
    vrfs: config.vrfs,
    routes: (vrf) => now().routes(vrf) ?? [],
    longestMatch: (vrf, address) => now().longestMatch(vrf, address),
    tunnels: () => now().tunnels(),
  };
}
