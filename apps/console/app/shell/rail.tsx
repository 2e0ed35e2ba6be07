import { useQuery } from '@tanstack/react-query';
import { controlNodesQuery, gatewaysQuery, sessionsQuery } from '../../data/bgp.ts';
import { summaryQuery } from '../../data/summary.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { existing, menu, type MenuEntry, type MenuSection } from '../menu.ts';
import { existingPages } from '../pages.ts';
import { pathTo } from '../paths.ts';
import { MenuIcon } from './menu-icon.tsx';

/** The pages of the current section with counts; below, which cluster this is. */
export function Rail({ section, current }: { section: MenuSection | undefined; current: MenuEntry | undefined }) {
  const { data: summary } = useQuery(summaryQuery);
  const { data: sessions } = useQuery(sessionsQuery);
  const live = section?.id === 'infrastructure';
  const { data: controlNodes } = useQuery({ ...controlNodesQuery, enabled: live });
  const { data: gateways } = useQuery({ ...gatewaysQuery, enabled: live });
  const countOf = (entry: MenuEntry): number | undefined => {
    if (entry.count === 'control-nodes') return controlNodes?.rows.length;
    if (entry.count === 'gateways') return gateways?.rows.filter((row) => row.router !== undefined).length;
    return entry.count === undefined ? undefined : summary?.counts[entry.count];
  };
  const up = sessions?.established ?? 0;
  const all = sessions?.rows.length ?? 0;
  const shown = section && existing(menu, existingPages).find((one) => one.id === section.id);
  let trail = '';
  return (
    <nav className="rail" aria-label={section?.label ?? 'Section'}>
      {shown && <div className="rail-title">{shown.label}</div>}
      {shown?.entries.map((entry) => {
        const path = (entry.trail ?? []).join(' › ');
        const head =
          path !== '' && path !== trail ? (
            <div className="rail-title" key={path}>
              {path}
            </div>
          ) : null;
        trail = path;
        const count = countOf(entry);
        return (
          <div key={entry.page}>
            {head}
            <Tooltip text={<span className="rail-tip">{entry.label}</span>} side="right">
              <AppLink
                className="ri"
                to={pathTo(entry.page as 'pods')}
                aria-current={entry.page === current?.page ? 'page' : undefined}
                aria-label={entry.label}
              >
                <MenuIcon name={entry.icon} />
                <span>{entry.label}</span>
                {count !== undefined && <span className="number" data-count={count} />}
              </AppLink>
            </Tooltip>
          </div>
        );
      })}
      {summary && (
        <dl className="rail-foot">
          <dt>Cluster</dt>
          <dd className="medium">{summary.cluster.name}</dd>
          <dt>AS</dt>
          <dd>
            <span className="wire small">{summary.cluster.asn}</span>
          </dd>
          {sessions && (
            <>
              <dt>BGP</dt>
              <dd>
                <AppLink
                  className="text-inherit"
                  to={pathTo('bgpRouters')}
                  aria-label={`BGP sessions: ${up} of ${all} Established`}
                >
                  <Status
                    shape={all === 0 ? 'dotted' : up === all ? 'disc' : up === 0 ? 'slashed' : 'half'}
                    tone={all === 0 ? 'idle' : up === all ? 'ok' : up === 0 ? 'bad' : 'warn'}
                  >
                    {up} of {all}
                  </Status>
                </AppLink>
              </dd>
            </>
          )}
        </dl>
      )}
    </nav>
  );
}
