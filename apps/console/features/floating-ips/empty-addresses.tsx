import { useMutation, useQuery } from '@tanstack/react-query';
import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { shareNow } from '../../data/sharing.ts';
import { projectsQuery } from '../../data/summary.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Status } from '../../ui/status.tsx';
import { tellDone, tellFailed } from '../../ui/toast.tsx';
import { poolsQuery } from './api.ts';
import { notShared } from './form-model.ts';

/** Shares a pool with a project and shows a toast. */
export function useSharePool() {
  return useMutation({
    mutationFn: ({ pool, project }: { pool: FloatingIpPoolRow; project: { id: string; name: string } }) =>
      shareNow('floating-ip-pool', pool.id, project.id),
    onSuccess: (_, { pool, project }) => {
      tellDone(`${pool.name} shared with ${project.name}`);
    },
    onError: (problem) => tellFailed(`Not shared. ${problem.message}`),
  });
}

/** No floating IPs yet: the preconditions, step by step, and which of them are met. */
export function EmptyAddresses({ project }: { project: string | undefined }) {
  const pools = useQuery(poolsQuery);
  const projects = useQuery(projectsQuery);
  const share = useSharePool();
  const rows = pools.data?.rows ?? [];
  const usable = rows.find((pool) => notShared(pool, project ?? '') === undefined);
  const shut = usable === undefined ? rows[0] : undefined;
  const pool = usable ?? shut;
  const to = projects.data?.rows.find((row) => row.name === project);
  const exported = pool !== undefined && pool.routeTargets.length > 0;
  return (
    <EmptyState
      title={project === undefined ? 'No floating IPs' : `No floating IPs in ${project}`}
      needs={
        pools.data === undefined
          ? []
          : [
              {
                id: 'pool',
                state: pool ? (
                  <Status shape="disc" tone="ok">
                    Pool on a network
                  </Status>
                ) : (
                  <Status shape="triangle" tone="warn" strong>
                    No pool yet
                  </Status>
                ),
                end: pool ? (
                  <AppLink to={pathTo('floatingIpPool', { fqName: pool.fqName })}>{pool.name}</AppLink>
                ) : (
                  <AppLink to={pathTo('createFloatingIp', {}, { kind: 'pool' })}>Create pool</AppLink>
                ),
              },
              ...(pool
                ? [
                    {
                      id: 'target',
                      state: exported ? (
                        <Status shape="disc" tone="ok">
                          Route target that a gateway can import
                        </Status>
                      ) : (
                        <Status shape="triangle" tone="warn">
                          Only the automatic route target
                        </Status>
                      ),
                      end: (
                        <AppLink
                          to={pathTo(
                            'editVirtualNetwork',
                            { fqName: pool.network.fqName ?? pool.network.name },
                            {},
                            'routing-bridging-and-policies',
                          )}
                        >
                          {pool.network.name}
                        </AppLink>
                      ),
                    },
                  ]
                : []),
              ...(shut && project !== undefined
                ? [
                    {
                      id: 'share',
                      state: (
                        <Status shape="triangle" tone="warn" strong>
                          Pool is not shared with this project
                        </Status>
                      ),
                      end: to && (
                        <button
                          type="button"
                          className="linkish"
                          onClick={() => share.mutate({ pool: shut, project: to })}
                        >
                          Share pool
                        </button>
                      ),
                    },
                  ]
                : []),
              {
                id: 'address',
                state: (
                  <Status shape="dotted" tone="idle">
                    Address allocated and associated
                  </Status>
                ),
                end: <span className="muted">{usable ? 'next' : 'waits for the pool'}</span>,
              },
            ]
      }
      actions={
        usable ? (
          <>
            <ButtonLink
              kind="primary"
              size="lg"
              to={pathTo('createFloatingIp', {}, { kind: 'address', pool: usable.fqName })}
            >
              Allocate address
            </ButtonLink>
            <ButtonLink size="lg" to={pathTo('createFloatingIp', {}, { kind: 'pool' })}>
              Create another pool
            </ButtonLink>
          </>
        ) : shut && to ? (
          <>
            <Button
              kind="primary"
              size="lg"
              disabled={share.isPending}
              onClick={() => share.mutate({ pool: shut, project: to })}
            >
              Share {shut.name}
            </Button>
            <ButtonLink size="lg" to={pathTo('createFloatingIp', {}, { kind: 'pool' })}>
              Create own pool
            </ButtonLink>
          </>
        ) : (
          <ButtonLink kind="primary" size="lg" to={pathTo('createFloatingIp', {}, { kind: 'pool' })}>
            Create pool
          </ButtonLink>
        )
      }
    >
      A floating IP gives a pod or service an address that is reachable from outside the cluster. It comes from a pool,
      and a gateway must import the pool's network.
    </EmptyState>
  );
}
