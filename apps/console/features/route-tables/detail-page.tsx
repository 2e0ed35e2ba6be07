import { useQuery } from '@tanstack/react-query';
import { Milestone, Pencil } from 'lucide-react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { readForms } from '../../data/commands.ts';
import { historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { objectFacts } from '../../domain-ui/objects/object-facts.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { FqNameText, PrefixText } from '../../domain-ui/routes/wire.tsx';
import { Box } from '../../ui/box.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { useGo } from '../../ui/use-go.ts';
import { routeTableQuery, routeTableRowQuery, routeTableObject } from './api.ts';
import { NetworkLink } from './columns.tsx';
import type { StoredRouteTable } from './form-model.ts';

/** Overlay > Route Tables > a table. */
export const RouteTablePage = page('routeTable', {
  needs: ({ fqName }) => ({ table: routeTableQuery(fqName) }),
  object: { is: 'table', ...routeTableObject },
  Page: ({ table, search }) => <RouteTableDetail table={table.data.object} tab={search['tab']} />,
});

function RouteTableDetail({ table, tab }: { table: StoredRouteTable; tab: string | undefined }) {
  const go = useGo();
  const fqName = table.fq_name.join(':');
  const deletion = useDeletion('route-table', ['route table', 'route tables'], () =>
    go(pathTo('routeTables'), { leaving: true }),
  );
  return (
    <DetailPage
      noun="route table"
      name={table.fq_name.at(-1) ?? ''}
      lead={<Milestone />}
      sub={<FqNameText value={fqName} />}
      actions={
        <>
          <RestButton forms={readForms('route-table', table.uuid)} note="Reads this route table." />
          <ButtonLink kind="primary" icon={<Pencil className="small" />} to={pathTo('editRouteTable', { fqName })}>
            Edit
          </ButtonLink>
        </>
      }
      deletion={{ of: deletion, id: table.uuid }}
      tab={tab}
      to={(search) => pathTo('routeTable', { fqName }, search)}
      tabs={[{ id: 'overview', label: 'Overview', content: <Overview table={table} /> }]}
      history={historyQuery('route-table', table.uuid)}
      source={{ as: 'JSON', object: { 'route-table': table } }}
    />
  );
}

function Overview({ table }: { table: StoredRouteTable }) {
  const row = useQuery(routeTableRowQuery(table.uuid)).data ?? undefined;
  return (
    <div className="p-6 grid gap-5 max-w-[1100px]">
      <Box title="Routes">
        <PlainTable
          label="Routes"
          rows={table.routes?.route ?? []}
          rowKey={({ prefix }) => prefix}
          rowName={({ prefix }) => prefix}
          empty="This table has no routes."
          columns={[
            { id: 'prefix', header: 'Prefix', width: 250, cell: ({ prefix }) => <PrefixText value={prefix} /> },
            {
              id: 'nextHop',
              header: 'Next hop',
              width: 330,
              cell: ({ next_hop, next_hop_type }) => (
                <span className="row tight">
                  <span className="wire ellipsis" title={next_hop}>
                    {next_hop}
                  </span>
                  {next_hop_type === 'service-instance' && <span className="muted">service instance</span>}
                </span>
              ),
            },
            {
              id: 'communities',
              header: 'Communities',
              cell: ({ community_attributes }) => (
                <span className="wire">{(community_attributes?.community_attribute ?? []).join(' ')}</span>
              ),
            },
          ]}
        />
      </Box>
      <Box title="Networks that refer to it">
        <div className="p-4 grid gap-3">
          {row?.networks.length === 0 && (
            <p className="muted">None. A network refers to it with route_table_refs in the config API.</p>
          )}
          {row !== undefined && row.networks.length > 0 && (
            <ul className="grid gap-1.5">
              {row.networks.map((network) => (
                <li key={network.uuid}>
                  <NetworkLink network={network} />
                </li>
              ))}
            </ul>
          )}
          <p className="muted type-12">The routes are kept for clients of the API; they are not installed into VRFs.</p>
        </div>
      </Box>
      <Box title="Object">
        <div className="p-4">
          <Facts facts={[{ label: 'Project', value: table.fq_name.at(-2) }, ...objectFacts(table)]} />
        </div>
      </Box>
    </div>
  );
}
