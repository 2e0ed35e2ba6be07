import type { ReactNode } from 'react';
import type { BgpSession } from '../../../../../server/model/oper/bgp-session.ts';
import { countText, type Clock } from '../../../domain-ui/times/duration-text.ts';
import { Duration } from '../../../domain-ui/times/duration.tsx';
import { routeCounts } from './families.ts';

/** The session in figures: duration, routes, losses. */
export function Figures({ session, clock }: { session: BgpSession; clock: Clock }) {
  const { received, active, sent } = routeCounts(session);
  const up = session.state === 'Established';
  const messages = (counts: BgpSession['in']) => (
    <span
      title={
        `${counts.updates} UPDATE, ${counts.keepalives} KEEPALIVE, ${counts.routeRefreshes} ROUTE-REFRESH, ` +
        `${counts.notifications} NOTIFICATION`
      }
    >
      {countText(counts.total)}
    </span>
  );
  const figures: readonly (readonly [string, ReactNode])[] = [
    [
      up ? 'Up for' : `${session.state} for`,
      <Duration key="since" className="figure" since={session.since} clock={clock} />,
    ],
    ['Messages in', messages(session.in)],
    ['Messages out', messages(session.out)],
    ['Queued', countText(session.queued)],
    ['Flaps', countText(session.flaps)],
    ['Routes active of received', `${countText(active)} of ${countText(received)}`],
    ['Routes sent', countText(sent)],
  ];
  return (
    <dl className="stats" tabIndex={0} aria-label="Figures of the session">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
