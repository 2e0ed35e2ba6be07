import { useQuery } from '@tanstack/react-query';
import { FIP_POOL, ISOLATION } from '../../../../../server/engine/annotations/annotation-keys.ts';
import {
  podNetworkFqName,
  projectFqName,
  serviceNetworkFqName,
} from '../../../../../server/engine/naming/kube-names.ts';
import { shortName } from '../../../../../server/model/naming/fq-name.ts';
import { pathTo } from '../../../app/paths.ts';
import { rowQuery, tableOf } from '../../../data/tables.ts';
import { StateBadge } from '../../../domain-ui/objects/state-badge.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Line, type AppliedKind } from './applied-kind.tsx';

export const appliedNamespace: AppliedKind = {
  expected({ name, annotations }, names) {
    const pool = annotations.get(FIP_POOL);
    return [
      `Would create project ${shortName(projectFqName(names, name))}.`,
      annotations.get(ISOLATION) === 'true'
        ? `Would create its own networks ${shortName(podNetworkFqName(names, name))} and ` +
          `${shortName(serviceNetworkFqName(names, name))}.`
        : 'Its pods and services would use the networks of the cluster.',
      ...(pool === undefined ? [] : [`Its services would take floating IPs from ${pool}.`]),
    ];
  },
  Result: OfNamespace,
};

function OfNamespace({ name }: { name: string }) {
  const namespace = useQuery(rowQuery('namespaces', name)).data;
  const project = namespace?.project?.name;
  const networks = useQuery({
    ...tableOf('virtual-networks', new URLSearchParams({ project: project ?? '', limit: '100', system: 'true' })),
    enabled: project !== undefined,
  }).data?.rows;
  if (!namespace) return null;
  return (
    <>
      <Line>
        Project <span className="wire small">{project ?? 'not made yet'}</span>
      </Line>
      <Line>
        {namespace.isolated ? 'Own networks' : 'Networks'}{' '}
        {networks === undefined || networks.length === 0
          ? namespace.isolated
            ? 'not made yet'
            : 'of the cluster, shared'
          : networks.map((network) => (
              <AppLink key={network.id} to={pathTo('virtualNetwork', { fqName: network.fqName })}>
                {network.name}
              </AppLink>
            ))}
      </Line>
      {namespace.conditions.map((condition) => (
        <Line key={condition.id}>
          <StateBadge
            state={{
              tone: condition.severity === 'error' ? 'bad' : condition.severity === 'warning' ? 'warn' : 'idle',
              word: condition.severity === 'info' ? 'Note' : 'Finding',
            }}
          />
          <span>{condition.message}</span>
        </Line>
      ))}
    </>
  );
}
