import { useQuery } from '@tanstack/react-query';
import { CIDR } from '../../../../../server/engine/annotations/annotation-keys.ts';
import { attachmentNetworkName } from '../../../../../server/engine/naming/kube-names.ts';
import { pathTo } from '../../../app/paths.ts';
import { rowQuery } from '../../../data/tables.ts';
import { StateBadge } from '../../../domain-ui/objects/state-badge.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Line, type AppliedKind } from './applied-kind.tsx';

export const appliedNetworkAttachment: AppliedKind = {
  expected({ name, annotations }, names) {
    const cidr = annotations.get(CIDR);
    return cidr === undefined
      ? []
      : [`Would create virtual network ${attachmentNetworkName(names, name)} with ${cidr}.`];
  },
  Result: OfAttachment,
};

function OfAttachment({ namespace, name }: { namespace: string; name: string }) {
  const attachment = useQuery(rowQuery('network-attachments', `${namespace}/${name}`)).data;
  if (!attachment) return null;
  const { network } = attachment;
  return (
    <Line>
      <StateBadge state={attachment.state} />
      {network?.fqName !== undefined && (
        <>
          Virtual network{' '}
          <AppLink to={pathTo('virtualNetwork', { fqName: network.fqName })} title={network.fqName}>
            {network.name}
          </AppLink>
        </>
      )}
      {attachment.state.reason !== undefined && <span>{attachment.state.reason}</span>}
    </Line>
  );
}
