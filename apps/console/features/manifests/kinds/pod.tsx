import { useQuery } from '@tanstack/react-query';
import { rowQuery } from '../../../data/tables.ts';
import { StateBadge } from '../../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../../domain-ui/routes/wire.tsx';
import { Line, type AppliedKind } from './applied-kind.tsx';

export const appliedPod: AppliedKind = {
  expected: ({ namespace }) => [`Would create a machine with its interfaces in ${namespace ?? 'default'}.`],
  Result: OfPod,
};

function OfPod({ namespace, name }: { namespace: string; name: string }) {
  const pod = useQuery(rowQuery('pods', `${namespace}/${name}`)).data;
  return pod ? (
    <Line>
      <StateBadge state={pod.state} />
      {pod.addresses.map((address) => (
        <span key={`${address.network.name} ${address.ip}`}>
          <AddressText value={address.ip} small /> in {address.network.name}
        </span>
      ))}
      <span>{pod.node}</span>
    </Line>
  ) : null;
}
