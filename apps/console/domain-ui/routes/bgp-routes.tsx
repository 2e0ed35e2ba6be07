import type { ReactNode } from 'react';
import type { BgpRoutePath } from '../../../../server/contract/views/bgp.ts';
import { pathTo } from '../../app/paths.ts';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { Facts } from '../../ui/facts.tsx';
import { Status } from '../../ui/status.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Clock } from '../times/duration-text.ts';
import { Duration } from '../times/duration.tsx';
import { pathWord, shortTable, splitVpnPrefix, vrfOfPath, type Destination } from './bgp-destinations.ts';
import { RouteTargetChip } from './route-target-chip.tsx';
import { AddressText } from './wire.tsx';

/** `10.169.25.20:1:101.101.101.2/32`, with route distinguisher and length dimmed. */
function VpnPrefixText({ value, rd, strong = false }: { value: string; rd?: string | undefined; strong?: boolean }) {
  const parts = splitVpnPrefix(value, rd);
  return (
    <span className={strong ? 'wire medium' : 'wire'} title={value}>
      <i>{parts.rd}</i>
      {parts.address}
      <i>{parts.length}</i>
    </span>
  );
}

const shapes = { ok: 'disc', warn: 'triangle', bad: 'slashed', idle: 'dotted' } as const;
function PathState({ path }: { path: BgpRoutePath }) {
  const { tone, word } = pathWord(path);
  return (
    <Status shape={shapes[tone]} tone={tone} title={path.why}>
      {word}
    </Status>
  );
}

function Targets({ targets }: { targets: readonly string[] }) {
  const [first, ...more] = targets;
  if (first === undefined) return null;
  return (
    <span className="row tight">
      <RouteTargetChip bare value={first} direction="export" />
      {more.length > 0 && (
        <span className="tag line" title={more.join('\n')}>
          +{more.length}
          <span className="sr-only"> more: {more.join(', ')}</span>
        </span>
      )}
    </span>
  );
}

const maybe = (value: number | undefined): ReactNode => value !== undefined && <span className="wire">{value}</span>;

/** Columns of BGP routes. `of`: the whole table of a control node, or one session's. */
export function bgpRouteColumns(of: 'table' | 'received' | 'sent'): readonly TableColumn<Destination>[] {
  const columns: readonly (TableColumn<Destination> | false)[] = [
    {
      id: 'prefix',
      header: 'Prefix',
      width: 262,
      text: (r) => r.prefix,
      cell: (r) => (
        <span className="row tight">
          <VpnPrefixText value={r.prefix} rd={r.rd} strong />
          {r.others.length > 0 && (
            <Tag title={`${r.others.length + 1} paths`}>
              +{r.others.length}
              <span className="sr-only"> {r.others.length === 1 ? 'other path' : 'other paths'}</span>
            </Tag>
          )}
        </span>
      ),
    },
    {
      id: 'table',
      header: 'Table',
      width: 132,
      ...(of === 'table' ? {} : { hidden: true }),
      priority: 3,
      text: (r) => r.table,
      cell: (r) => (
        <span className="secondary ellipsis" title={r.table}>
          {shortTable(r.table)}
        </span>
      ),
    },
    of !== 'sent' && {
      id: 'protocol',
      header: 'Protocol',
      width: 76,
      priority: 3,
      text: (r) => r.protocol,
      cell: (r) => r.protocol,
    },
    of === 'table' && {
      id: 'source',
      header: 'Source',
      width: 104,
      text: (r) => r.source,
      cell: (r) => (
        <span className="ellipsis" title={r.source}>
          {r.source}
        </span>
      ),
    },
    {
      id: 'nextHop',
      header: 'Next hop',
      width: 124,
      text: (r) => r.nextHop,
      cell: (r) => <AddressText value={r.nextHop} />,
    },
    {
      id: 'label',
      header: 'Label',
      width: 68,
      numeric: true,
      text: (r) => String(r.label ?? ''),
      cell: (r) => maybe(r.label),
    },
    {
      id: 'med',
      header: 'MED',
      width: 56,
      numeric: true,
      priority: 3,
      text: (r) => String(r.med ?? ''),
      cell: (r) => maybe(r.med),
    },
    {
      id: 'localPreference',
      header: 'Pref',
      width: 56,
      numeric: true,
      priority: 3,
      text: (r) => String(r.localPreference ?? ''),
      cell: (r) => maybe(r.localPreference),
    },
    {
      id: 'securityGroups',
      header: 'Security groups',
      width: 130,
      hidden: true,
      priority: 3,
      text: (r) => r.securityGroups.join(' '),
      cell: (r) => (
        <span className="ellipsis" title={r.securityGroups.join(', ')}>
          {r.securityGroups.join(', ')}
        </span>
      ),
    },
    {
      id: 'originVn',
      header: 'Origin VN',
      width: 150,
      hidden: true,
      priority: 3,
      text: (r) => r.originVn ?? '',
      cell: (r) =>
        r.originVn !== undefined && (
          <span className="wire small ellipsis" title={r.originVn}>
            {shortTable(r.originVn)}
          </span>
        ),
    },
    {
      id: 'routeTargets',
      header: 'Route targets',
      width: 146,
      priority: 2,
      text: (r) => r.routeTargets.join(' '),
      cell: (r) => <Targets targets={r.routeTargets} />,
    },
    {
      id: 'age',
      header: of === 'sent' ? 'Sent' : 'Path',
      text: (r) => (of === 'sent' ? '' : pathWord(r).word),
      cell: (r) =>
        of === 'sent' ? (
          <span className="secondary">{r.tunnels.map((tunnel) => tunnel.toUpperCase()).join(', ')}</span>
        ) : (
          <PathState path={r} />
        ),
    },
  ];
  return columns
    .filter((column): column is TableColumn<Destination> => column !== false)
    .map((column) =>
      column.id === 'age' && of === 'sent'
        ? { ...column, id: 'tunnels', header: 'Tunnels', text: (r: Destination) => r.tunnels.join(' ') }
        : column,
    );
}

/** Communities other than route targets, which are shown separately. */
const others = (path: BgpRoutePath): readonly string[] =>
  path.communities.filter((community) => !path.routeTargets.includes(community));

const NO_NETWORKS: ReadonlyMap<number, string> = new Map();

/** All paths of a destination: why each won or lost, and all attributes; and a link to its VRF, with its lineage. */
export function PathsDetail({
  destination,
  clock,
  networks = NO_NETWORKS,
}: {
  destination: Destination;
  clock: Clock | undefined;
  /** Full names by number, once they are read. */
  networks: ReadonlyMap<number, string> | undefined;
}) {
  const fqName = vrfOfPath(destination, networks);
  const { address, length } = splitVpnPrefix(destination.prefix, destination.rd);
  return (
    <div className="grid gap-4">
      {[destination, ...destination.others].map((path) => (
        <section key={path.id} aria-label={`Path of ${path.prefix} from ${path.source}`} className="grid gap-1.5">
          <div className="row">
            <PathState path={path} />
            <span className="secondary">{path.why}</span>
          </div>
          <div className="grid grid-cols-[repeat(auto-fit,minmax(300px,1fr))] items-start gap-x-8 gap-y-1">
            <Facts
              facts={[
                { label: 'Source', value: `${path.protocol}, ${path.source}` },
                {
                  label: 'Since',
                  value: path.since !== undefined && clock && <Duration since={path.since} clock={clock} />,
                },
                { label: 'Next hop', value: <AddressText value={path.nextHop} /> },
                { label: 'Label', value: path.label !== undefined && <span className="wire">{path.label}</span> },
                { label: 'Tunnels', value: path.tunnels.map((tunnel) => tunnel.toUpperCase()).join(', ') },
                {
                  label: 'Table',
                  value: (
                    <span className="wire small" title={path.table}>
                      {path.table}
                    </span>
                  ),
                },
              ]}
            />
            <Facts
              facts={[
                { label: 'AS path', value: <span className="wire">{path.asPath === '' ? 'empty' : path.asPath}</span> },
                { label: 'Origin', value: path.origin },
                { label: 'MED', value: path.med !== undefined && <span className="wire">{path.med}</span> },
                {
                  label: 'Preference',
                  value: path.localPreference !== undefined && <span className="wire">{path.localPreference}</span>,
                },
                { label: 'Security groups', value: path.securityGroups.join(', ') },
                {
                  label: 'Origin VN',
                  value: path.originVn !== undefined && (
                    <span className="wire small" title={path.originVn}>
                      {path.originVn}
                    </span>
                  ),
                },
              ]}
            />
          </div>
          {path.routeTargets.length > 0 && (
            <div className="row tight flex-wrap">
              {path.routeTargets.map((target) => (
                <RouteTargetChip key={target} value={target} direction="export" />
              ))}
            </div>
          )}
          {others(path).length > 0 && (
            <div className="flex flex-wrap gap-x-4 wire small secondary">
              {others(path).map((community) => (
                <span key={community}>{community}</span>
              ))}
            </div>
          )}
        </section>
      ))}
      {fqName !== undefined && (
        <div>
          <AppLink to={pathTo('vrf', { fqName }, { prefix: address })}>
            Lineage of {address}
            {length}
          </AppLink>
        </div>
      )}
    </div>
  );
}
