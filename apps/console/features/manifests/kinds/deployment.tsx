import { useQuery } from '@tanstack/react-query';
import { pathTo } from '../../../app/paths.ts';
import { rowQuery, tableOf } from '../../../data/tables.ts';
import { StateBadge } from '../../../domain-ui/objects/state-badge.tsx';
import { AddressText, PodName } from '../../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Line, type AppliedKind } from './applied-kind.tsx';

export const appliedDeployment: AppliedKind = {
  expected({ namespace, spec }) {
    const { replicas = 1 } = spec ?? {};
    return [`Would create ${replicas === 1 ? '1 pod' : `${replicas} pods`} in ${namespace ?? 'default'}.`];
  },
  Result: OfDeployment,
};

function OfDeployment({ namespace, name }: { namespace: string; name: string }) {
  const deployment = useQuery(rowQuery('deployments', `${namespace}/${name}`)).data;
  const pods = useQuery(tableOf('pods', new URLSearchParams({ namespace, filter: `owner:${name}`, limit: '5' }))).data
    ?.rows;
  if (!deployment) return null;
  return (
    <>
      <Line>
        {deployment.ready} of {deployment.replicas} ready in{' '}
        <AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>
      </Line>
      {(pods ?? []).map((pod) => (
        <Line key={pod.id}>
          <StateBadge state={pod.state} />
          <AppLink to={pathTo('pod', { namespace, name: pod.name })}>
            <PodName name={pod.name} />
          </AppLink>
          {pod.addresses.map((address) => (
            <AddressText key={address.ip} value={address.ip} small />
          ))}
          <span>{pod.node}</span>
        </Line>
      ))}
      {pods !== undefined && deployment.replicas > pods.length && pods.length > 0 && (
        <Line>
          <AppLink to={pathTo('deployment', { namespace, name })}>All pods</AppLink>
        </Line>
      )}
    </>
  );
}
