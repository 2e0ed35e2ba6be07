/** What FRR's tables hold, from its JSON. Undefined: the prefix is not there. */

import type { Frr } from '../testing/routers/frr.ts';

export interface FrrPath {
  readonly valid?: boolean;
  readonly stale?: boolean;
  readonly metric?: number;
  readonly locPrf?: number;
  readonly origin?: string;
  readonly remoteLabel?: number;
  readonly aspath?: { readonly string: string };
  readonly bestpath?: { readonly overall?: boolean };
  readonly extendedCommunity?: { readonly string: string };
  readonly originatorId?: string;
  readonly clusterList?: { readonly list: readonly string[] };
  readonly nexthops?: readonly { readonly ip: string }[];
}

interface Answer {
  readonly paths?: readonly FrrPath[];
}

const some = (paths: readonly FrrPath[] | undefined) => (paths === undefined || paths.length === 0 ? undefined : paths);

/** The VRF k8s-test, played by the default instance. */
export async function inVrf(frr: Frr, prefix: string): Promise<readonly FrrPath[] | undefined> {
  return some(((await frr.json(`show bgp ipv4 unicast ${prefix}`)) as Answer).paths);
}

/** The same once FRR has chosen among them, which it does some time after they came. */
export async function chosenInVrf(frr: Frr, prefix: string): Promise<FrrPath | undefined> {
  return (await inVrf(frr, prefix))?.find(({ bestpath }) => bestpath?.overall === true);
}

/** The VPN table, of one route distinguisher. */
export async function vpnPaths(
  frr: Frr,
  routeDistinguisher: string,
  prefix: string,
): Promise<readonly FrrPath[] | undefined> {
  const answer = (await frr.json(`show bgp ipv4 vpn ${prefix}`)) as { readonly [rd: string]: Answer };
  return some(answer[routeDistinguisher]?.paths);
}
