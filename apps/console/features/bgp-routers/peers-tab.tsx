import { useQuery } from '@tanstack/react-query';
import type { SessionsAnswer } from '../../../../server/contract/views/bgp.ts';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorBanner, Note } from '../../ui/note.tsx';
import { comparisonQuery } from './api.ts';
import type { StoredRouter } from './form/form-model.ts';
import { BothEnds } from './session/both-ends.tsx';

/** A router without a live session: its configuration, and what a session lacks. */
export function PeersTab({
  router,
  name,
  type,
  all,
  beyond,
}: {
  router: StoredRouter;
  name: string;
  type: string;
  all: readonly BgpRouterRow[];
  beyond: SessionsAnswer['beyond'];
}) {
  const comparison = useQuery(comparisonQuery(router.uuid));
  const peerings = comparison.data?.peerings ?? [];
  const row = all.find((one) => one.id === router.uuid);
  const told = new Set(peerings.flatMap((peering) => peering.rows.map((one) => one.finding)));
  // These are in the table below.
  const conditions = (row?.conditions ?? []).filter((condition) => !told.has(condition.message));
  const reasons = beyond.filter(({ ends }) => ends.some((end) => end.uuid === router.uuid));
  return (
    <div className="scroll">
      <div className="grid gap-5 py-5">
        {conditions.length > 0 && (
          <div className="px-6">
            <ConditionsList conditions={conditions} />
          </div>
        )}
        {reasons.map(({ ends, reason }) => (
          <Note key={ends.map((end) => end.name).join(' ')} tone="info" className="mx-6">
            <b>
              {ends[0].name} and {ends[1].name}:
            </b>{' '}
            {reason}
          </Note>
        ))}
        {comparison.error && !comparison.data && (
          <ErrorBanner className="mx-6" title="Could not read the peerings." onRetry={() => void comparison.refetch()}>
            {comparison.error.message}
          </ErrorBanner>
        )}
        {comparison.data && peerings.length === 0 && (
          <EmptyState
            title={`${name} has no peers`}
            actions={
              <ButtonLink kind="primary" size="lg" to={pathTo('editBgpRouter', { name }, { field: 'peers' }, 'peers')}>
                Associate peers
              </ButtonLink>
            }
          >
            {type === 'router'
              ? 'Associate the control nodes that are to advertise routes to it.'
              : 'Routes leave the cluster only to routers that are associated with this control node.'}
          </EmptyState>
        )}
        {peerings.map((peering) => {
          const other = all.find((one) => one.id === peering.peer.uuid);
          return (
            <section key={peering.peer.uuid ?? peering.peer.name} aria-label={`Peering with ${peering.peer.name}`}>
              <div className="bgp-h">
                <h2>Both ends</h2>
                <span className="muted type-12">
                  as configured,{' '}
                  {peering.storedOn === 'both'
                    ? 'stored on both sides'
                    : `stored on ${peering.storedOn === 'local' ? name : peering.peer.name}`}
                </span>
              </div>
              <BothEnds
                local={{ name, type, address: router.bgp_router_parameters?.address }}
                peer={{ name: peering.peer.name, type: other?.type ?? 'router', address: other?.address }}
                peering={peering}
              />
            </section>
          );
        })}
      </div>
    </div>
  );
}
