import { useQuery } from '@tanstack/react-query';
import { rowQuery } from '../../../data/tables.ts';
import { StateBadge } from '../../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../../domain-ui/routes/wire.tsx';
import { Line, type AppliedKind } from './applied-kind.tsx';

export const appliedService: AppliedKind = {
  expected: ({ spec }) => [
    spec?.type === 'LoadBalancer'
      ? 'Would draw a ClusterIP, and wait for an address from outside: from the pool of its namespace, else of ' +
        'the cluster.'
      : 'Would draw a ClusterIP from the service network.',
  ],
  Result: OfService,
  waitsIn: 'services',
};

function OfService({ namespace, name }: { namespace: string; name: string }) {
  const service = useQuery(rowQuery('services', `${namespace}/${name}`)).data;
  if (!service) return null;
  return (
    <>
      <Line>
        {service.type}
        {service.clusterIp !== undefined && (
          <>
            , ClusterIP <AddressText value={service.clusterIp} small />
          </>
        )}
      </Line>
      {service.state.tone === 'warn' && (
        <Line>
          <StateBadge state={service.state} />
          <span>{service.state.reason}</span>
        </Line>
      )}
    </>
  );
}
