/** Families per end of a session: configured, offered in its OPEN, and negotiated. Pure. */

import { ADDRESS_FAMILIES } from '../../../../../server/model/bgp/family.ts';
import { isRoutedFamily } from '../../../../../server/model/bgp/nlri.ts';
import type { BgpSession } from '../../../../../server/model/oper/bgp-session.ts';

export type Offer = 'offered' | 'configured' | 'not-offered' | 'not-spoken';
export type FamilyRow = {
  readonly family: string;
  readonly ours: Offer;
  readonly theirs: Offer;
  readonly carried: boolean;
  /** Routes, if the family was negotiated. */
  readonly received?: number;
  readonly sent?: number;
  /** The end that lacks what the other one has; either side can fix it. */
  readonly missing?: 'ours' | 'theirs';
  readonly note?: string;
};

/** `ours`, `theirs`: the configured families of both ends; the order is the config API's. */
export function familyRows(
  session: BgpSession,
  configured: { readonly ours: readonly string[]; readonly theirs: readonly string[] },
): FamilyRow[] {
  const spoken = new Map(session.families.map((each) => [each.family as string, each]));
  const wanted = new Set<string>([...configured.ours, ...configured.theirs, ...spoken.keys()]);
  const heard = session.peerOpen !== undefined;
  return ADDRESS_FAMILIES.filter(
    (family) =>
      wanted.has(family) && (spoken.has(family) || !(family === 'erm-vpn' && !configured.theirs.includes(family))),
  ).map((family): FamilyRow => {
    const live = spoken.get(family);
    const ours: Offer = live?.offered
      ? 'offered'
      : !configured.ours.includes(family)
        ? 'not-offered'
        : isRoutedFamily(family)
          ? 'configured'
          : 'not-spoken';
    const offers = heard ? live?.offeredByPeer === true : configured.theirs.includes(family);
    const theirs: Offer =
      heard && offers ? 'offered' : configured.theirs.includes(family) ? 'configured' : 'not-offered';
    const carried = live?.carried ?? false;
    // The OPEN asks for what both ends are configured for, so one that only we have is configured and not offered.
    // Configured for the peer here, and its own OPEN says otherwise.
    const silent = heard && !offers && theirs === 'configured' && ours !== 'not-spoken';
    const missing =
      ours === 'not-spoken' || silent
        ? undefined
        : ours === 'configured'
          ? ('theirs' as const)
          : (ours === 'offered') === offers
            ? undefined
            : ours === 'offered'
              ? ('theirs' as const)
              : ('ours' as const);
    const note =
      ours === 'not-spoken'
        ? `${session.localName} is configured for it, and this product does not speak it`
        : silent
          ? `${session.peerName} is configured for it here, and does not offer it: add it on the router itself`
          : !carried
            ? undefined
            : live !== undefined && live.stale > 0
              ? `${live.stale} stale, kept while ${session.peerName} restarts`
              : live !== undefined && !live.endOfRibReceived && session.gracefulRestart.negotiated
                ? `${session.peerName} has not sent End-of-RIB yet`
                : family === 'route-target'
                  ? `Only routes that ${session.peerName} asks for are sent`
                  : undefined;
    return {
      family,
      ours,
      theirs,
      carried,
      ...(carried && live !== undefined ? { received: live.received, sent: live.sent } : {}),
      ...(missing === undefined ? {} : { missing }),
      ...(note === undefined ? {} : { note }),
    };
  });
}

/** Routes received, active and sent, over all families. */
export function routeCounts(session: BgpSession): {
  readonly received: number;
  readonly active: number;
  readonly sent: number;
} {
  const sum = (field: 'received' | 'active' | 'sent') =>
    session.families.reduce((total, each) => total + each[field], 0);
  return { received: sum('received'), active: sum('active'), sent: sum('sent') };
}
