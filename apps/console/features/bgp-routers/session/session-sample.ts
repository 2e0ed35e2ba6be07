/** A session as the chapter's lab has it, for tests. */

import type { BgpSession } from '../../../../../server/model/oper/bgp-session.ts';

const counts = { total: 0, updates: 0, keepalives: 0, routeRefreshes: 0, notifications: 0 };

export const aSession = (more: Partial<BgpSession> = {}): BgpSession => ({
  key: 'l~p',
  localKey: 'l',
  localName: 'cent111',
  peerKey: 'p',
  peerName: 'camaro',
  localAddress: '10.169.25.19',
  peerAddress: '192.168.0.204',
  peerPort: 179,
  localAsn: 60100,
  peerAsn: 60100,
  kind: 'ibgp',
  passive: false,
  adminDown: false,
  state: 'Established',
  since: 0,
  lastFlap: 0,
  flaps: 0,
  established: 1,
  holdTime: 90,
  keepalive: 30,
  in: { ...counts, total: 2235 },
  out: { ...counts, total: 2390 },
  queued: 0,
  families: [],
  peerOpen: { asn: 60100, holdTime: 90, identifier: '192.168.0.204', capabilities: [] },
  authenticated: false,
  gracefulRestart: { negotiated: false, peerRestartTime: undefined, restarting: false, until: undefined },
  trouble: undefined,
  attributeErrors: [],
  ...more,
});
