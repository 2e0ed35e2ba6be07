import { useQuery } from '@tanstack/react-query';
import type { State } from '../../../../server/contract/views/reference.ts';
import { pathTo } from '../../app/paths.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText, PodName } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { ManifestObject } from './documents.ts';

/** The consequences of an applied object: its network, pods or address, live. */
export function AppliedResult({ entry }: { entry: ManifestObject }) {
  const namespace = entry.namespace ?? '';
  switch (entry.kind) {
    case 'Namespace':
      return <OfNamespace name={entry.name} />;
    case 'NetworkAttachmentDefinition':
      return <OfAttachment namespace={namespace} name={entry.name} />;
    case 'Deployment':
      return <OfDeployment namespace={namespace} name={entry.name} />;
    case 'Pod':
      return <OfPod namespace={namespace} name={entry.name} />;
    case 'Service':
      return <OfService namespace={namespace} name={entry.name} />;
    default:
      return null;
  }
}

const Line = ({ children }: { children: React.ReactNode }) => (
  <div className="flex flex-wrap items-center gap-x-2 t12 mid">{children}</div>
);

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
        Project <span className="w s">{project ?? 'not made yet'}</span>
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

const serviceQuery = (namespace: string, name: string) => rowQuery('services', `${namespace}/${name}`);

/** How an applied service stands, for the word beside it; undefined for other kinds. */
export function useServiceState(entry: ManifestObject | undefined): State | undefined {
  const service = entry?.kind === 'Service' ? entry : undefined;
  return useQuery({ ...serviceQuery(service?.namespace ?? '', service?.name ?? ''), enabled: service !== undefined })
    .data?.state;
}

function OfService({ namespace, name }: { namespace: string; name: string }) {
  const service = useQuery(serviceQuery(namespace, name)).data;
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
