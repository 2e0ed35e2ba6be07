import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { readForms } from '../../data/commands.ts';
import { historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { FloatingIpIcon } from '../../domain-ui/objects/icons.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { networkQuery, networkRowQuery, networkObject } from './api.ts';
import { borderOf, scopeWords } from './columns.tsx';
import type { StoredNetwork } from './form-model.ts';
import { Overview } from './overview.tsx';
import { PortsTab } from './ports-tab.tsx';
import { SubnetsTab } from './subnets-tab.tsx';

/** Overlay > Virtual Networks > a network. */
export const VirtualNetworkPage = page('virtualNetwork', {
  needs: ({ fqName }) => ({ network: networkQuery(fqName) }),
  object: { is: 'network', ...networkObject },
  Page: ({ network, search }) => <NetworkDetail network={network.data.object} tab={search['tab']} />,
});

function NetworkDetail({ network, tab }: { network: StoredNetwork; tab: string | undefined }) {
  const go = useGo();
  const row = useQuery(networkRowQuery(network)).data ?? undefined;
  const deletion = useDeletion('virtual-network', ['network', 'networks'], () =>
    go(pathTo('virtualNetworks'), { leaving: true }),
  );
  const fqName = network.fq_name.join(':');
  const name = network.fq_name.at(-1) ?? '';
  return (
    <DetailPage
      noun="network"
      name={name}
      lead={<VrfTag fqName={fqName} border={borderOf(row?.scopes ?? [])} />}
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
          <ButtonLink kind="primary" icon={<Pencil className="small" />} to={pathTo('editVirtualNetwork', { fqName })}>
            Edit
          </ButtonLink>
        </>
      }
      deletion={{
        of: deletion,
        id: network.uuid,
        blocked: row?.system ? `${name} is a system network and always exists.` : undefined,
      }}
      tab={tab}
      to={(search) => pathTo('virtualNetwork', { fqName }, search)}
      tabs={[
        { id: 'overview', label: 'Overview', content: <Overview network={network} row={row} /> },
        { id: 'subnets', label: 'Subnets', count: row?.subnets.length, content: <SubnetsTab network={network} /> },
        { id: 'ports', label: 'Ports', count: row?.ports, content: <PortsTab network={network} />, still: true },
        { id: 'routes', label: 'Routes', to: pathTo('vrf', { fqName }) },
      ]}
      history={historyQuery('virtual-network', network.uuid)}
      source={{ as: 'JSON', object: { 'virtual-network': network } }}
    />
  );
}
