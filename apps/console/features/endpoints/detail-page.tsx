import { useQuery } from '@tanstack/react-query';
import { Cable, Pencil } from 'lucide-react';
import type { EndpointsRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { eventsQuery, historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { EndpointAddresses } from '../../domain-ui/objects/endpoint-addresses.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Note } from '../../ui/note.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { useGo } from '../../ui/use-go.ts';
import { endpointsObject, endpointsRowQuery } from './api.ts';

/** Workloads > Endpoints > those of a service: its subsets, and who keeps them. */
export const EndpointsPage = page('endpoints', {
  needs: ({ namespace, name }) => ({ row: endpointsRowQuery(namespace, name) }),
  object: { is: 'row', ...endpointsObject },
  Page: ({ row, search }) => <EndpointsDetail row={row.data} tab={search['tab']} />,
});

function EndpointsDetail({ row, tab }: { row: EndpointsRow; tab: string | undefined }) {
  const { namespace, name, keptBy } = row;
  const go = useGo();
  const deletion = useDeletion('kube/Endpoints', ['endpoints', 'endpoints'], () => go(pathTo('endpointsList')));
  return (
    <DetailPage
      noun="endpoints"
      name={name}
      lead={<Cable />}
      state={<StateBadge state={row.state} />}
      sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
      actions={
        keptBy === 'hand' && (
          <ButtonLink
            kind="primary"
            icon={<Pencil className="small" />}
            to={pathTo('editEndpoints', { namespace, name })}
          >
            Edit
          </ButtonLink>
        )
      }
      deletion={{
        of: deletion,
        id: kubeKey(namespace, name),
        blocked: keptBy === 'controller' ? "It follows from its service's selector: delete the service." : undefined,
      }}
      tab={tab}
      to={(search) => pathTo('endpoints', { namespace, name }, search)}
      tabs={[{ id: 'overview', label: 'Overview', content: <Overview row={row} /> }]}
      events={eventsQuery('kube/Endpoints', kubeKey(namespace, name))}
      history={historyQuery('kube/Endpoints', kubeKey(namespace, name))}
      source={{ as: 'YAML', query: kubeObjectQuery('Endpoints', namespace, name) }}
    />
  );
}

function Overview({ row }: { row: EndpointsRow }) {
  const object = useQuery(kubeObjectQuery('Endpoints', row.namespace, row.name));
  return (
    <div className="p-6 grid grid-cols-1 gap-5 max-w-[1180px]">
      {row.state.reason !== undefined && row.state.tone !== 'ok' && (
        <Note tone={row.state.tone === 'warn' ? 'warn' : 'info'}>{row.state.reason}</Note>
      )}
      <Box title="Endpoints">
        <div className="p-4">
          <Facts
            facts={[
              {
                label: 'Service',
                value: row.service ? (
                  <AppLink to={pathTo('service', { namespace: row.namespace, name: row.name })}>{row.name}</AppLink>
                ) : (
                  'None of this name'
                ),
              },
              {
                label: 'Kept by',
                value:
                  row.keptBy === 'controller'
                    ? 'The endpoints controller, from the pods that the service selects: it overwrites other changes'
                    : 'Whoever wrote them: no selector says what they should be',
              },
              { label: 'Ready', value: String(row.ready) },
              { label: 'Not ready', value: row.notReady > 0 && String(row.notReady) },
              { label: 'Ports', value: row.ports.length > 0 && <span className="wire">{row.ports.join(', ')}</span> },
              { label: 'Age', value: <Age of={row.created} /> },
            ]}
          />
        </div>
      </Box>
      <ReadPart query={object} what="the addresses" className="">
        {({ subsets = [] }) =>
          subsets.length === 0 ? (
            <Box title="Subsets">
              <p className="p-4 muted">There are no addresses.</p>
            </Box>
          ) : (
            subsets.map((subset, index) => (
              <Box
                key={index}
                title={subsets.length === 1 ? 'Subset' : `Subset ${index + 1}`}
                note="each address has each of the ports"
              >
                <EndpointAddresses
                  label={`Addresses of ${row.name}${subsets.length === 1 ? '' : `, subset ${index + 1}`}`}
                  namespace={row.namespace}
                  subsets={[subset]}
                  empty="This subset has no address."
                />
              </Box>
            ))
          )
        }
      </ReadPart>
    </div>
  );
}
