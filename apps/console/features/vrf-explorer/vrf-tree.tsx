import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight, Lock, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { VrfRow, VrfTree as Tree } from '../../../../server/contract/views/vrfs.ts';
import { pathTo } from '../../app/paths.ts';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { borderOf, shortName, treeLines } from './tree-lines.ts';

/** All VRFs by project. The filter finds names, prefixes of names and route targets. */
export function VrfTree({
  tree,
  current,
  filter,
  onFilter,
  onSystem,
  system,
}: {
  tree: Tree;
  current: string | undefined;
  filter: string;
  onFilter: (text: string) => void;
  onSystem: (shown: boolean) => void;
  system: boolean;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => treeLines(tree, filter, closed), [tree, filter, closed]);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    estimateSize: () => 28,
    overscan: 20,
    getItemKey: (index) => lines[index]?.key ?? index,
  });
  const toggle = (project: string) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(project)) next.add(project);
      return next;
    });
  return (
    <nav className="vx-tree" aria-label="VRFs">
      <div className="p-2.5 pb-1">
        <TextInput
          small
          type="search"
          aria-label="Filter VRFs"
          placeholder={`Filter ${tree.total} VRFs`}
          lead={<Search className="small" />}
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
        />
      </div>
      <div className="scroll" ref={setScroller}>
        {lines.length === 0 && <p className="muted p-4">{filter === '' ? 'No VRFs.' : 'No VRFs match.'}</p>}
        <ul style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index]!;
            return (
              <li
                key={item.key}
                style={{
                  position: 'absolute',
                  top: 0,
                  left: 0,
                  right: 0,
                  height: 28,
                  transform: `translateY(${item.start}px)`,
                }}
              >
                {line.kind === 'project' ? (
                  <button
                    type="button"
                    className="vx-project"
                    title={line.project}
                    aria-expanded={!line.closed}
                    onClick={() => toggle(line.project)}
                  >
                    {line.closed ? <ChevronRight className="tiny" /> : <ChevronDown className="tiny" />}
                    <span className="ellipsis">
                      <CutText text={line.project} titled={false} />
                    </span>
                    {line.isolated && <Lock className="tiny" aria-label="isolated" />}
                  </button>
                ) : (
                  <VrfLink row={line.row} current={line.row.fqName === current} />
                )}
              </li>
            );
          })}
        </ul>
      </div>
      {(tree.hidden !== undefined || system) && (
        <div className="vx-hidden">
          {system ? 'System networks are shown.' : `${tree.hidden!.count} hidden: ${tree.hidden!.reason}.`}{' '}
          <button type="button" className="linkish" onClick={() => onSystem(!system)}>
            {system ? 'Hide' : 'Show'}
          </button>
        </div>
      )}
    </nav>
  );
}

function VrfLink({ row, current }: { row: VrfRow; current: boolean }) {
  return (
    <AppLink
      className="vx-link"
      to={pathTo('vrf', { fqName: row.fqName })}
      aria-current={current ? 'page' : undefined}
      title={row.fqName}
    >
      <VrfTag fqName={row.fqName} border={borderOf(row)} />
      <span className="ellipsis" aria-hidden="true">
        <CutText text={shortName(row.name)} titled={false} />
      </span>
      <span className="number" aria-hidden="true">
        {row.routes}
      </span>
      <span className="sr-only">
        {row.name}, {row.routes} {row.routes === 1 ? 'route' : 'routes'}
      </span>
    </AppLink>
  );
}
