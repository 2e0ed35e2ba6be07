import { useQuery } from '@tanstack/react-query';
import { Network, Share2 } from 'lucide-react';
import type { ServiceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { eventsQuery, historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { PoolTable } from '../../domain-ui/addresses/pool-table.tsx';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { EndpointAddresses } from '../../domain-ui/objects/endpoint-addresses.tsx';
import { labelTags } from '../../domain-ui/objects/label-tags.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { useGo } from '../../ui/use-go.ts';
import {
  floatingIpQuery,
  lineageQuery,
  poolOfServiceQuery,
  poolRowQuery,
  serviceObject,
  serviceRowQuery,
} from './api.ts';
import { ExternalAddresses } from './columns.tsx';
import { portsText } from './lineage-cells.ts';
import { ServiceLineage } from './service-lineage.tsx';

/** Workloads > Services > a service: its way from outside, the pool that applies and why, and what answers. */
export const ServicePage = page('service', {
  needs: ({ namespace, name }) => ({ row: serviceRowQuery(namespace, name) }),
  object: { is: 'row', ...serviceObject },
  Page: ({ row, search }) => <ServiceDetail row={row.data} tab={search['tab']} />,
});

function ServiceDetail({ row, tab }: { row: ServiceRow; tab: string | undefined }) {
  const { namespace, name, backends } = row;
  const go = useGo();
  const deletion = useDeletion('kube/Service', ['service', 'services'], () => go(pathTo('services')));
  const address = useQuery(floatingIpQuery(row.external[0])).data;
  return (
    <DetailPage
      noun="service"
      name={name}
      lead={<Network />}
      state={<StateBadge state={row.state} />}
      sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
      actions={
        address && (
          <ButtonLink
            icon={<Share2 className="small" />}
            to={pathTo('topology', {}, { level: 'pods', select: `fip:${address.id}` })}
          >
            Topology
          </ButtonLink>
        )
      }
      deletion={{ of: deletion, id: kubeKey(namespace, name) }}
      tab={tab}
      to={(search) => pathTo('service', { namespace, name }, search)}
      tabs={[
        { id: 'overview', label: 'Overview', content: <Overview row={row} floatingIp={address?.id} /> },
        row.type !== 'ExternalName' && {
          id: 'endpoints',
          label: 'Endpoints',
          count: backends.ready + backends.notReady,
          content: <Endpoints row={row} />,
        },
      ]}
      events={eventsQuery('kube/Service', kubeKey(namespace, name))}
      history={historyQuery('kube/Service', kubeKey(namespace, name))}
      source={{ as: 'YAML', query: kubeObjectQuery('Service', namespace, name) }}
    />
  );
}

function Overview({ row, floatingIp }: { row: ServiceRow; floatingIp: string | undefined }) {
  const resolution = useQuery(poolOfServiceQuery(row.namespace, row.name));
  const pool = useQuery(poolRowQuery(resolution.data?.pool?.uuid)).data;
  const service = useQuery(kubeObjectQuery('Service', row.namespace, row.name)).data;
  const lineage = useQuery(lineageQuery(floatingIp)).data;
  // The strip and the levels tell of pools that are missing.
  const conditions = row.conditions.filter(({ type }) => type !== 'NoPool' && type !== 'DanglingReference');
  return (
    <div className="p-6 grid grid-cols-1 gap-5 max-w-[1240px]">
      <ServiceLineage {...{ row, service, lineage }} />
      <ConditionsList conditions={conditions} />
      {row.type !== 'ExternalName' && (
        <Box
          title="Which pool"
          note={
            row.asksForAddress
              ? 'the first level that names an existing pool wins'
              : 'if it asked for an address from outside'
          }
        >
          <ReadPart query={resolution} what="the pool" className="">
            {(answer) => (
              <PoolTable
                resolution={answer}
                asks={row.asksForAddress}
                use={pool ? `${pool.used} of ${pool.capacity} in use` : undefined}
              />
            )}
          </ReadPart>
        </Box>
      )}
      <Box title="Service">
        <div className="p-4">
          <Facts
            facts={[
              { label: 'Type', value: row.type },
              { label: 'Cluster IP', value: row.clusterIp && <AddressText value={row.clusterIp} /> },
              { label: 'External IP', value: row.external.length > 0 && <ExternalAddresses row={row} /> },
              {
                label: 'Ports',
                value: row.ports.length > 0 && <span className="wire">{portsText(service, row)}</span>,
              },
              { label: 'Selector', value: labelTags(row.selector) || 'None: nothing follows from pods' },
              { label: 'Age', value: <Age of={row.created} /> },
            ]}
          />
        </div>
      </Box>
    </div>
  );
}

/** The addresses behind the service, as its Endpoints have them. */
function Endpoints({ row }: { row: ServiceRow }) {
  const { ready, notReady } = row.backends;
  const some = ready + notReady > 0;
  const endpoints = useQuery({ ...kubeObjectQuery('Endpoints', row.namespace, row.name), enabled: some });
  return (
    <div className="p-6 grid grid-cols-1 gap-5 max-w-[1240px]">
      <Box
        title="Endpoints"
        note={notReady === 0 ? `${ready} ready` : `${ready} ready, ${notReady} not ready`}
        end={
          some && (
            <AppLink to={pathTo('endpoints', { namespace: row.namespace, name: row.name })}>
              Subsets, and who keeps them
            </AppLink>
          )
        }
      >
        <EndpointAddresses
          label={`Endpoints of ${row.name}`}
          namespace={row.namespace}
          subsets={some ? endpoints.data?.subsets : []}
          empty={row.state.reason ?? 'There are no addresses.'}
        />
      </Box>
    </div>
  );
}
