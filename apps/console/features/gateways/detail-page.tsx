import { Plus, SlidersHorizontal } from 'lucide-react';
import type { GatewayDetail as Gateway } from '../../../../server/contract/views/gateways.ts';
import { page, type Arrived } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { gatewayQuery } from '../../data/bgp.ts';
import type { Told } from '../../data/reading.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { GatewayIcon } from '../../domain-ui/objects/icons.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { TunnelsTable } from '../../domain-ui/routes/tunnels-table.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ErrorBanner, Note } from '../../ui/note.tsx';
import type { Search } from '../../ui/search.ts';
import { Tag } from '../../ui/tag.tsx';
import { addLink } from './list-page.tsx';
import { ShowTab } from './show-tab.tsx';
import { SummaryTab } from './summary-tab.tsx';
import { VrfTab } from './vrf-tab.tsx';

/** Infrastructure > Gateways > a gateway: its own state, or what was sent to it. */
export const GatewayPage = page('gateway', {
  needs: ({ name }) => ({ gateway: gatewayQuery(name) }),
  object: {
    is: 'gateway',
    kind: 'bgp-router',
    key: ({ name }) => `default-domain:default-project:ip-fabric:__default__:${name}`,
    noun: 'gateway',
    name: ({ name }) => name,
    all: { to: pathTo('gateways'), label: 'Gateways' },
  },
  Page: ({ params, search, gateway }) => <GatewayDetail name={params.name} search={search} gateway={gateway} />,
});

function GatewayDetail({ name, search, gateway }: { name: string; search: Search; gateway: Arrived<Told<Gateway>> }) {
  const { row, vrfs, tunnels, commands, note } = gateway.data;
  const vrf = vrfs.find((one) => one.name === search['vrf']) ?? vrfs[0];
  return (
    <DetailPage
      noun="gateway"
      name={row.name}
      lead={<GatewayIcon />}
      sub={
        <span>
          <AddressText value={row.address} /> <span className="muted">AS {row.asn}</span>
        </span>
      }
      state={
        <>
          <StateBadge
            state={row.router === undefined ? { tone: 'idle', word: 'Not a BGP router yet' } : row.state}
            strong
          />
          <Tag
            outlined
            title={
              row.sight === 'inside'
                ? "The lab's own router: shown as it is."
                : 'An external router: shown as it was sent to.'
            }
          >
            {row.sight === 'inside' ? 'looked into' : 'as sent'}
          </Tag>
        </>
      }
      actions={
        row.router === undefined ? (
          <ButtonLink kind="primary" icon={<Plus className="small" />} to={addLink(row.name)}>
            Add as BGP router
          </ButtonLink>
        ) : (
          <ButtonLink
            icon={<SlidersHorizontal className="small" />}
            to={pathTo('bgpRouter', { name: row.router.name })}
          >
            BGP router
          </ButtonLink>
        )
      }
      tab={search['tab']}
      to={(place) => pathTo('gateway', { name }, place)}
      tabs={[
        { id: 'summary', label: 'BGP summary', still: true, content: <SummaryTab gateway={gateway.data} /> },
        {
          id: 'vrfs',
          label: 'VRF tables',
          count: vrfs.length,
          still: true,
          content: <VrfTab key={vrf?.name ?? ''} gateway={row} vrfs={vrfs} vrf={vrf} />,
        },
        {
          id: 'tunnels',
          label: 'Dynamic tunnels',
          count: tunnels.length,
          still: true,
          content: <Tunnels gateway={gateway.data} />,
        },
        {
          id: 'show',
          label: 'Show',
          content: <ShowTab name={row.id} called={row.name} commands={commands} wanted={search['command']} />,
        },
      ]}
      above={
        <>
          {gateway.error && (
            <ErrorBanner className="t-banner" title="Could not refresh." onRetry={() => void gateway.refetch()}>
              {gateway.error.message}
            </ErrorBanner>
          )}
          {row.router === undefined && (
            <Note tone="info" className="mx-6 mt-3 flex-none">
              <b>{row.name} is a known host, not a BGP router yet.</b> Control nodes refuse it until it is added and
              associated with them.
            </Note>
          )}
          {note !== undefined && (
            <Note tone="info" className="mx-6 mt-3 flex-none">
              {note}
            </Note>
          )}
        </>
      }
    />
  );
}

function Tunnels({ gateway: { row, tunnels, tunnelNetworks, revision } }: { gateway: Gateway }) {
  return (
    <>
      <div className="scroll">
        <TunnelsTable of={row.name} rows={tunnels} networks={tunnelNetworks} />
      </div>
      <div className="tfoot">
        <span>
          {tunnels.length} {tunnels.length === 1 ? 'tunnel' : 'tunnels'}
        </span>
        {tunnelNetworks.length > 0 && (
          <span>
            into <span className="wire small">{tunnelNetworks.join(', ')}</span>
          </span>
        )}
        <span className="fill" />
        <span className="wire small">rev {revision}</span>
      </div>
    </>
  );
}
