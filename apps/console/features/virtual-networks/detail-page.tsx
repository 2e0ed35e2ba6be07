import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { readForms } from '../../data/commands.ts';
import { historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { deleteEntry } from '../../domain-ui/objects/delete-entry.tsx';
import { HistoryList } from '../../domain-ui/objects/history-list.tsx';
import { FloatingIpIcon } from '../../domain-ui/objects/icons.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { MoreMenu } from '../../ui/menu.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { networkQuery, networkRowQuery, networkObject } from './api.ts';
import { borderOf, scopeWords } from './columns.tsx';
import type { StoredNetwork } from './form-model.ts';
import { ObjectText } from './object-text.tsx';
import { Overview } from './overview.tsx';
import { PortsTab } from './ports-tab.tsx';
import { SubnetsTab } from './subnets-tab.tsx';

type TabId = 'overview' | 'subnets' | 'ports' | 'history' | 'json';

/** Overlay > Virtual Networks > a network. */
export const VirtualNetworkPage = page('virtualNetwork', {
  needs: ({ fqName }) => ({ network: networkQuery(fqName) }),
  object: { is: 'network', ...networkObject },
  Page: ({ network, search }) => (
    <NetworkDetail network={network.data.object} tab={(search['tab'] ?? 'overview') as TabId} />
  ),
});

function NetworkDetail({ network, tab }: { network: StoredNetwork; tab: TabId }) {
  const go = useGo();
  const row = useQuery(networkRowQuery(network)).data ?? undefined;
  const history = useInfiniteQuery({ ...historyQuery('virtual-network', network.uuid), enabled: tab === 'history' });
  const deletion = useDeletion('virtual-network', ['network', 'networks'], () =>
    go(pathTo('virtualNetworks'), { leaving: true }),
  );
  const fqName = network.fq_name.join(':');
  const name = network.fq_name.at(-1) ?? '';
  useObjectName(name);
  const to = (id: TabId) => pathTo('virtualNetwork', { fqName }, id === 'overview' ? {} : { tab: id });
  return (
    <>
      <PageHeader
        lead={<VrfTag fqName={fqName} border={borderOf(row?.scopes ?? [])} />}
        title={name}
        state={
          row && (
            <>
              <StateBadge state={row.state} />
              {row.scopes.map((scope) => (
                <Tag key={scope} outlined>
                  {scopeWords[scope]}
                </Tag>
              ))}
            </>
          )
        }
        sub={<FqNameText value={fqName} />}
        actions={
          <>
            <RestButton forms={readForms('virtual-network', network.uuid)} note="Reads this network." />
            <ButtonLink
              icon={<FloatingIpIcon className="small" />}
              to={pathTo('createFloatingIp', {}, { kind: 'pool', network: fqName })}
            >
              Create pool
            </ButtonLink>
            <ButtonLink
              kind="primary"
              icon={<Pencil className="small" />}
              to={pathTo('editVirtualNetwork', { fqName })}
            >
              Edit
            </ButtonLink>
            <MoreMenu
              of={name}
              entries={[
                deleteEntry(
                  () => deletion.start([{ id: network.uuid, name }]),
                  row?.system ? `${name} is a system network and always exists.` : undefined,
                ),
              ]}
            />
          </>
        }
      />
      <Tabs
        label="Parts of the network"
        current={tab}
        tabs={[
          { id: 'overview', label: 'Overview', to: to('overview') },
          { id: 'subnets', label: 'Subnets', to: to('subnets'), count: row?.subnets.length },
          { id: 'ports', label: 'Ports', to: to('ports'), count: row?.ports },
          { id: 'routes', label: 'Routes', to: pathTo('vrf', { fqName }) },
          { id: 'history', label: 'History', to: to('history') },
          { id: 'json', label: 'JSON', to: to('json') },
        ]}
      />
      {tab === 'ports' ? (
        <PortsTab network={network} />
      ) : (
        <div className="scroll">
          {tab === 'subnets' ? (
            <SubnetsTab network={network} />
          ) : tab === 'history' ? (
            <HistoryList of={name} query={history} />
          ) : tab === 'json' ? (
            <ObjectText name={name} object={{ 'virtual-network': network }} />
          ) : (
            <Overview network={network} row={row} />
          )}
        </div>
      )}
      <DeleteDialog {...deletion.props} />
    </>
  );
}
