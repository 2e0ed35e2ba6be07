import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { MaybeLink } from '../../../../server/contract/views/reference.ts';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import type { TargetReason, VrfDetail } from '../../../../server/contract/views/vrfs.ts';
import { pathTo } from '../../app/paths.ts';
import { tableOf } from '../../data/tables.ts';
import { portName } from '../../domain-ui/addresses/port-name.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { objectFacts } from '../../domain-ui/objects/object-facts.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { countText } from '../../domain-ui/times/duration-text.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Status } from '../../ui/status.tsx';
import { vrfQuery } from './api.ts';
import { modeWords } from './form-digest.ts';
import { fromRecord, type StoredNetwork } from './form-model.ts';
import { originText } from './origin.ts';
import { poolsOf } from './pools-section.tsx';
import { PortName } from './ports-tab.tsx';
import { targetGroups } from './target-groups.ts';

/** One card per question: its ports, what it imports and exports, who can reach it, which pools use it. */
export function Overview({ network, row }: { network: StoredNetwork; row: VirtualNetworkRow | undefined }) {
  const vrf = useQuery(vrfQuery(network.fq_name));
  const form = fromRecord(network);
  const fqName = network.fq_name.join(':');
  const toOrigin =
    row?.origin.link &&
    pathToObject({ kind: `kube/${row.origin.link.kind}`, key: row.origin.link.key, label: row.origin.link.name });
  return (
    <div className="p-6 grid gap-4 max-w-[1440px]">
      <ConditionsList conditions={row?.conditions ?? []} />
      <div className="grid gap-4 min-[1181px]:grid-cols-2 items-start">
        <div className="grid gap-4 min-w-0">
          <WhoIsInIt network={network} count={row?.ports} fqName={fqName} />
          <Card title="Who can reach it?" end={<AppLink to={pathTo('vrf', { fqName })}>Routes</AppLink>}>
            {vrf.data ? <Reach vrf={vrf.data} fqName={fqName} /> : <Waiting error={vrf.error} what="the connections" />}
          </Card>
          <Card title="How is it made?">
            <Facts
              facts={[
                {
                  label: 'Origin',
                  value:
                    row &&
                    (toOrigin ? <AppLink to={toOrigin}>{originText(row.origin)}</AppLink> : originText(row.origin)),
                },
                {
                  label: 'Network id',
                  value:
                    network.virtual_network_network_id === undefined ? undefined : (
                      <span className="wire">{network.virtual_network_network_id}</span>
                    ),
                },
                { label: 'Forwarding', value: modeWords[form.forwardingMode] },
                { label: 'Reverse path', value: form.reversePathForwarding ? 'checked' : 'not checked' },
                form.allowTransit && { label: 'Transit', value: 'allowed' },
                form.floodUnknownUnicast && { label: 'Unknown unicast', value: 'flooded' },
                form.fabricSnat && { label: 'SNAT', value: "to the node's address" },
                ...objectFacts(network),
              ]}
            />
          </Card>
        </div>
        <div className="grid gap-4 min-w-0">
          <Card
            title="What does it import and export?"
            end={
              <AppLink to={pathTo('editVirtualNetwork', { fqName }, {}, 'routing-bridging-and-policies')}>Edit</AppLink>
            }
          >
            {vrf.data ? <Targets vrf={vrf.data} /> : <Waiting error={vrf.error} what="the route targets" />}
          </Card>
          <Pools network={network} fqName={fqName} />
        </div>
      </div>
    </div>
  );
}

function Card({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <Box title={title} end={end}>
      <div className="p-3.5 grid grid-cols-1 gap-2">{children}</div>
    </Box>
  );
}

const Waiting = ({ error, what }: { error: Error | null; what: string }) => (
  <p className="muted">{error ? `Could not read ${what}: ${error.message}` : ''}</p>
);

function WhoIsInIt({ network, count, fqName }: { network: StoredNetwork; count: number | undefined; fqName: string }) {
  const ports = useQuery(
    tableOf('ports', new URLSearchParams({ filter: `network:${network.uuid}`, limit: '6', sort: 'pod' })),
  );
  const rows = ports.data?.rows ?? [];
  const floating = useQuery(
    tableOf('floating-ips', new URLSearchParams({ filter: `network:${network.uuid}`, limit: '6' })),
  ).data;
  return (
    <Card
      title="Who is in it?"
      end={
        <AppLink to={pathTo('virtualNetwork', { fqName }, { tab: 'ports' })}>
          {count === 1 ? '1 port' : `${count ?? ''} ports`}
        </AppLink>
      }
    >
      {ports.data && rows.length === 0 && (
        <p className="muted">
          {floating !== undefined && floating.matched > 0
            ? 'No ports of its own.'
            : 'No ports. A pod joins by its namespace or by a network attachment.'}
        </p>
      )}
      <ul className="grid grid-cols-1">
        {rows.map((port) => (
          <li key={port.id} className="row h-7 border-b border-line last:border-b-0">
            <span className="ellipsis">
              <PortName port={port} />
            </span>
            <span className="muted ellipsis">{port.pod?.namespace}</span>
            <span className="fill" />
            <span className="wire">{port.addresses.join(', ')}</span>
            <span className="muted w-[72px] ellipsis text-right">{port.node}</span>
          </li>
        ))}
      </ul>
      {ports.data && ports.data.matched > rows.length && (
        <AppLink className="type-12" to={pathTo('virtualNetwork', { fqName }, { tab: 'ports' })}>
          and {ports.data.matched - rows.length} more
        </AppLink>
      )}
      {floating !== undefined && floating.matched > 0 && (
        <div className="grid gap-1">
          <h3 className="h3">
            Floating IPs<span className="muted font-normal">{countText(floating.matched)}</span>
          </h3>
          <ul className="grid grid-cols-1">
            {floating.rows.map((fip) => (
              <li key={fip.id} className="row h-7 border-b border-line last:border-b-0">
                <AppLink className="wire" to={pathTo('floatingIp', { address: fip.address ?? fip.id })}>
                  {fip.address ?? fip.name}
                </AppLink>
                <span className="secondary ellipsis" title={fip.ports.map(portName).join('\n') || undefined}>
                  {fip.ports.length === 0 ? 'not associated' : `for ${fip.ports.map(portName).join(', ')}`}
                </span>
                <span className="fill" />
                <StateBadge state={fip.state} />
              </li>
            ))}
          </ul>
          {floating.matched > floating.rows.length && (
            <AppLink className="type-12" to={pathTo('floatingIps', {}, { q: network.fq_name.at(-1) })}>
              and {floating.matched - floating.rows.length} more
            </AppLink>
          )}
        </div>
      )}
    </Card>
  );
}

const Vrf = ({ link }: { link: MaybeLink }) =>
  link.uuid === undefined ? (
    <span>{link.name}</span>
  ) : (
    <AppLink to={pathTo('virtualNetwork', { fqName: link.fqName ?? link.uuid })}>{link.name}</AppLink>
  );

/** Route targets listed before "Show all". */
const FIRST_TARGETS = 12;

const why = (reason: TargetReason): ReactNode => {
  switch (reason.why) {
    case 'auto':
      return 'automatic: the number of this VRF';
    case 'both':
      return 'Route targets of this network';
    case 'import':
      return 'Import route targets of this network';
    case 'export':
      return 'Export route targets of this network';
    case 'policy':
      return (
        <>
          {reason.from ? <Vrf link={reason.from} /> : 'a connected VRF'}
          {reason.policy && ` by policy ${reason.policy.name}`}
        </>
      );
  }
};

function Targets({ vrf }: { vrf: VrfDetail }) {
  return (
    <div className="grid gap-3">
      {targetGroups(vrf.importReasons, vrf.exportReasons).map((group) => (
        <div key={group.title} className="grid gap-1">
          <h3 className="h3">
            {group.title}
            <span className="muted font-normal">{countText(group.count)}</span>
          </h3>
          {group.count === 0 && <p className="muted">None.</p>}
          <ul className="grid gap-2">
            {group.lines.map((line) => (
              <li key={line.key} className="grid gap-1">
                <span className="secondary type-12">{why(line.reason)}</span>
                <TargetChips targets={line.targets} direction={line.reason.why === 'auto' ? 'auto' : group.direction} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** Targets with the same origin: the first of many, and the rest on demand. */
function TargetChips({
  targets,
  direction,
}: {
  targets: readonly string[];
  direction: 'auto' | 'both' | 'import' | 'export';
}) {
  const [all, setAll] = useState(false);
  const shown = all ? targets : targets.slice(0, FIRST_TARGETS);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {shown.map((target) => (
        <RouteTargetChip key={target} bare value={target} direction={direction} />
      ))}
      {targets.length > FIRST_TARGETS && (
        <button type="button" className="linkish type-12" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${countText(targets.length)}`}
        </button>
      )}
    </span>
  );
}

function Reach({ vrf, fqName }: { vrf: VrfDetail; fqName: string }) {
  if (vrf.connections.length === 0 && vrf.leaks.length === 0 && vrf.gateways.length === 0)
    return (
      <p className="muted">
        Only its own ports. No policy connects it, and no other VRF and no gateway shares a route target with it.
      </p>
    );
  return (
    <div className="grid gap-3">
      {vrf.connections.length > 0 && (
        <div className="grid gap-1">
          <h3 className="h3">By network policy</h3>
          <ul>
            {vrf.connections.map((connection) => (
              <li key={connection.vrf.fqName ?? connection.vrf.name} className="row min-h-7" title={connection.reason}>
                <Status
                  shape={connection.state === 'mutual' ? 'disc' : 'half'}
                  tone={connection.state === 'mutual' ? 'ok' : 'warn'}
                >
                  {connection.state === 'mutual' ? 'Mutual' : 'Partial'}
                </Status>
                <span className="ellipsis">
                  <Vrf link={connection.vrf} />
                </span>
                <span className="muted ellipsis">
                  {connection.state === 'mutual'
                    ? connection.policies.map((policy) => policy.name).join(', ')
                    : connection.reason}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {vrf.gateways.length > 0 && (
        <div className="grid gap-1">
          <h3 className="h3">Gateways, by route target</h3>
          <ul>
            {vrf.gateways.map((gateway) => (
              <li key={`${gateway.name} ${gateway.vrf}`} className="row min-h-7" title={gateway.state.reason}>
                <StateBadge state={gateway.state} />
                <AppLink to={pathTo('gateway', { name: gateway.name })}>{gateway.name}</AppLink>
                <span className="secondary ellipsis" title={gateway.vrf}>
                  {gateway.vrf}
                </span>
                {gateway.takes.slice(0, 2).map((target) => (
                  <RouteTargetChip
                    key={target}
                    bare
                    value={target}
                    direction={gateway.gives.includes(target) ? 'both' : 'export'}
                  />
                ))}
                {gateway.gives
                  .filter((target) => !gateway.takes.includes(target))
                  .slice(0, 2)
                  .map((target) => (
                    <RouteTargetChip key={target} bare value={target} direction="import" />
                  ))}
              </li>
            ))}
          </ul>
        </div>
      )}
      {vrf.leaks.length > 0 && (
        <div className="grid gap-1">
          <h3 className="h3">Routes that pass</h3>
          <ul>
            {vrf.leaks.map((leak) => {
              const out = leak.from.fqName === fqName;
              return (
                <li key={`${leak.from.name} ${leak.to.name}`} className="row min-h-7">
                  <span className="secondary">{out ? 'Routes go to' : 'Routes come from'}</span>
                  <span className="ellipsis">
                    <Vrf link={out ? leak.to : leak.from} />
                  </span>
                  {leak.routeTargets.slice(0, 2).map((target) => (
                    <RouteTargetChip key={target} bare value={target} direction={out ? 'export' : 'import'} />
                  ))}
                  <span className="muted nowrap">
                    {leak.routes} {leak.routes === 1 ? 'route' : 'routes'}
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </div>
  );
}

function Pools({ network, fqName }: { network: StoredNetwork; fqName: string }) {
  const pools = useQuery(poolsOf(network.uuid));
  return (
    <Card
      title="Which floating IP pools draw from it?"
      end={<AppLink to={pathTo('createFloatingIp', {}, { kind: 'pool', network: fqName })}>Create pool</AppLink>}
    >
      {pools.error && <Waiting error={pools.error} what="the pools" />}
      {pools.data?.rows.length === 0 && <p className="muted">None. Floating IPs need a pool of this network.</p>}
      <ul className="grid grid-cols-1">
        {pools.data?.rows.map((pool) => (
          <li key={pool.id} className="row h-7 border-b border-line last:border-b-0">
            <AppLink className="medium ellipsis" to={pathTo('floatingIpPool', { fqName: pool.fqName })}>
              {pool.name}
            </AppLink>
            <span className="muted nowrap flex-none">
              {pool.used} of {pool.capacity} used
            </span>
            {pool.wantedBy.length > 0 && <span className="muted ellipsis">wanted by {pool.wantedBy.join(', ')}</span>}
            <span className="fill" />
            <StateBadge state={pool.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
