import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../../data/summary.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { existing, menu, type MenuEntry, type MenuSection } from '../menu.ts';
import { existingPages } from '../pages.ts';
import { pathTo } from '../paths.ts';
import { MenuIcon } from './menu-icon.tsx';

/** The pages of the current section with counts; below, which cluster this is. */
export function Rail({ section, current }: { section: MenuSection | undefined; current: MenuEntry | undefined }) {
  const { data: summary } = useQuery(summaryQuery);
  const shown = section && existing(menu, existingPages).find((one) => one.id === section.id);
  let trail = '';
  return (
    <nav className="rail" aria-label={section?.label ?? 'Section'}>
      {shown && <div className="rail-title">{shown.label}</div>}
      {shown?.entries.map((entry) => {
        const path = (entry.trail ?? []).join(' › ');
        const head = path !== '' && path !== trail ? <div className="rail-title" key={path}>{path}</div> : null;
        trail = path;
        const count = entry.count === undefined ? undefined : summary?.counts[entry.count];
        return (
          <div key={entry.page}>
            {head}
            <Tooltip text={<span className="rail-tip">{entry.label}</span>} side="right">
              <AppLink className="ri" to={pathTo(entry.page as 'pods')} aria-current={entry.page === current?.page ? 'page' : undefined} aria-label={entry.label}>
                <MenuIcon name={entry.icon} />
                <span>{entry.label}</span>
                {count !== undefined && <span className="n" data-count={count} />}
              </AppLink>
            </Tooltip>
          </div>
        );
      })}
      {summary && (
        <dl className="rail-foot">
          <dt>Cluster</dt><dd className="m5">{summary.cluster.name}</dd>
          <dt>AS</dt><dd><span className="w s">{summary.cluster.asn}</span></dd>
        </dl>
      )}
    </nav>
  );
}
