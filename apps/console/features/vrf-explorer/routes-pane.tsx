import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Plus, Search, X } from 'lucide-react';
import { useRef } from 'react';
import type { VrfDetail, VrfRoutesPage } from '../../../../server/contract/views/vrfs.ts';
import { Menu } from '../../ui/menu.tsx';
import { ErrorBanner, Note } from '../../ui/note.tsx';
import { Segments } from '../../ui/radio-group.tsx';
import { Skeleton, useAfter } from '../../ui/skeleton.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useTypedText } from '../../ui/use-typed-text.ts';
import { routesQuery, vpnRoutesQuery } from './api.ts';
import { LineageStrip } from './lineage-strip.tsx';
import { RouteTable } from './route-table.tsx';
import { SOURCES, type ExplorerState } from './search-state.ts';
import { VpnTable } from './vpn-table.tsx';

type ChangeState = (part: Partial<ExplorerState>, replace?: boolean) => void;

function PrefixField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useTypedText(value, onChange, 300);
  const clear =
    typed === '' ? undefined : (
      <button type="button" className="copy" aria-label="Clear the prefix" onClick={() => setTyped('')}>
        <X className="small" />
      </button>
    );
  return (
    <TextInput
      small
      wire
      type="search"
      className="w-[226px] flex-none"
      aria-label="Prefix or address"
      placeholder="Prefix or address"
      lead={<Search className="small" />}
      {...(clear === undefined ? {} : { unit: clear })}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

function Waiting() {
  const late = useAfter(true, 150);
  return late ? (
    <div className="grid gap-5 p-6" aria-busy="true">
      {[380, 460, 420].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  ) : null;
}

/** What looking up an address found. */
function Match({ page, prefix }: { page: VrfRoutesPage; prefix: string }) {
  const { longestMatch } = page;
  if (longestMatch === undefined) return null;
  if ('none' in longestMatch)
    return (
      <Note tone="warn" className="mx-6 mb-2">
        {longestMatch.none}
      </Note>
    );
  return (
    <Note tone="ok" className="mx-6 mb-2">
      <b>{longestMatch.prefix}</b> is the longest match for {prefix}.
    </Note>
  );
}

/** The routes of a VRF, as its table or in VPN form, with the lineage of the selected one above. */
export function RoutesPane({ vrf, state, change }: { vrf: VrfDetail; state: ExplorerState; change: ChangeState }) {
  const vpn = state.form === 'vpn';
  const routes = useQuery({ ...routesQuery(vrf.fqName, state), enabled: !vpn });
  const vpnRoutes = useQuery({ ...vpnRoutesQuery(vrf.fqName, state), enabled: vpn });
  const trail = useRef(new Map<number, string | undefined>([[1, undefined]]));
  trail.current.set(state.page, state.after);
  const query = vpn ? vpnRoutes : routes;
  const page = routes.data;
  const rows = page?.rows ?? [];
  const selected = rows.find((row) => row.id === state.route) ?? rows[0];
  const next = query.data?.next;
  const filtered = state.prefix !== '' || state.family !== undefined || state.source !== undefined;
  const families = vrf.counts;
  const shown = vpn ? vpnRoutes.data?.rows.length : rows.length;
  const total = vpn ? vpnRoutes.data?.total : page?.matched;
  const source = SOURCES.find((one) => one.value === state.source);
  return (
    <>
      {!vpn && selected !== undefined && <LineageStrip route={selected} vrf={vrf} />}
      <div className="toolbar vx-bar" role="search" aria-label="Routes">
        {!vpn && (
          <Segments
            label="Address family"
            value={state.family ?? 'all'}
            onChange={(family) => change({ family: family === 'all' ? undefined : family })}
            choices={[
              { value: 'all' as const, label: 'All' },
              {
                value: 'inet' as const,
                label: (
                  <>
                    inet <span className="muted">{families.inet}</span>
                  </>
                ),
              },
              {
                value: 'inet6' as const,
                label: (
                  <>
                    inet6 <span className="muted">{families.inet6}</span>
                  </>
                ),
              },
            ]}
          />
        )}
        <Segments
          label="Form"
          value={state.form}
          onChange={(form) => change({ form })}
          choices={[
            { value: 'table', label: 'Table' },
            { value: 'vpn', label: 'VPN form' },
          ]}
        />
        {!vpn && (
          <>
            <PrefixField value={state.prefix} onChange={(prefix) => change({ prefix }, true)} />
            {source === undefined ? (
              <Menu
                align="start"
                head="Source"
                entries={SOURCES.map((one) => ({
                  id: one.value,
                  label: one.label,
                  run: () => change({ source: one.value }),
                }))}
                trigger={
                  <button type="button" className="filter-chip" aria-label="Filter by source">
                    <Plus className="tiny" />
                    Source
                  </button>
                }
              />
            ) : (
              <button
                type="button"
                className="filter-chip on"
                aria-label={`Source ${source.label}: remove this filter`}
                onClick={() => change({ source: undefined })}
              >
                Source <b>{source.label}</b>
                <X className="tiny" />
              </button>
            )}
          </>
        )}
      </div>
      {query.error !== null && (
        <ErrorBanner className="mx-6 mb-2" title="Could not read the routes." onRetry={() => void query.refetch()}>
          {query.error.message}
        </ErrorBanner>
      )}
      {!vpn && page !== undefined && <Match page={page} prefix={state.prefix.trim()} />}
      <div className="scroll" tabIndex={-1}>
        {query.data === undefined ? (
          query.error === null && <Waiting />
        ) : vpn ? (
          <VpnTable page={vpnRoutes.data!} vrf={vrf} />
        ) : rows.length > 0 ? (
          <RouteTable
            rows={rows}
            vrf={vrf}
            selected={selected?.id}
            onSelect={(id) => change({ route: id }, true)}
            busy={routes.isPlaceholderData}
          />
        ) : (
          <div className="t-empty" role="status">
            <span>
              {filtered
                ? 'No routes match.'
                : 'No routes. A route appears when a pod gets an address in this network, or when the VRF imports ' +
                  'a route target that another VRF or a BGP peer exports.'}
            </span>
            {filtered && (
              <button
                type="button"
                className="btn"
                onClick={() => change({ prefix: '', family: undefined, source: undefined })}
              >
                Clear filters
              </button>
            )}
          </div>
        )}
      </div>
      <div className="tfoot">
        <span role="status">
          <b className="secondary medium">{shown ?? 0}</b> of {total ?? 0} {total === 1 ? 'route' : 'routes'}
        </span>
        <span className="lo">
          {families.own} own, {families.leaked} leaked, {families.learned} learned
        </span>
        {(next !== undefined || state.page > 1) && (
          <span className="row tight">
            <button
              type="button"
              className="ib sm"
              aria-label="Previous page"
              disabled={state.page <= 1}
              onClick={() =>
                change({
                  page: Math.max(1, state.page - 1),
                  after: trail.current.get(state.page - 1),
                  route: undefined,
                })
              }
            >
              <ChevronLeft className="small" />
            </button>
            <span>Page {state.page}</span>
            <button
              type="button"
              className="ib sm"
              aria-label="Next page"
              disabled={next === undefined}
              onClick={() => change({ page: state.page + 1, after: next, route: undefined })}
            >
              <ChevronRight className="small" />
            </button>
          </span>
        )}
        <span className="fill" />
        {query.data !== undefined && <span className="wire small">rev {query.data.revision}</span>}
      </div>
    </>
  );
}
