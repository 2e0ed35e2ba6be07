import { ChevronDown, ChevronRight, Layers } from 'lucide-react';
import { useState } from 'react';
import { relationOf } from '../../../../server/engine/topology/relations/all.ts';
import type { Picture } from '../../../../server/model/oper/topology-picture.ts';
import { switchKind, type ShownKind } from '../../graph/filter.ts';
import { coloursOf, stripes } from './edge-colour.ts';
import { ALL_KINDS, EDGE_KINDS, NODE_KINDS } from './search-state.ts';
import { KIND_PLURAL } from './words.ts';

const number = (value: number): string => value.toLocaleString('en').replaceAll(',', ' ');

/** All kinds, with counts of everything in scope, drawn or collapsed. Each entry switches its kind on and off. */
export function Legend({
  counts,
  nodes,
  edges,
  shown,
  onChange,
}: {
  counts: Picture['counts'];
  nodes: Picture['nodes'];
  edges: Picture['edges'];
  shown: ReadonlySet<string> | undefined;
  onChange: (kinds: ReadonlySet<string> | undefined) => void;
}) {
  const [open, setOpen] = useState(() => window.matchMedia('(min-width: 1181px)').matches);
  const workloads = nodes.filter((node) => node.kind === 'workload').length;
  const countOf = (kind: ShownKind): number =>
    (kind === 'workload'
      ? workloads
      : kind in counts.nodes
        ? counts.nodes[kind as keyof typeof counts.nodes]
        : counts.edges[kind as keyof typeof counts.edges]) ?? 0;
  const press = (kind: ShownKind) => {
    const next = switchKind(ALL_KINDS, shown, kind);
    onChange(next === undefined ? undefined : new Set(next));
  };
  const entry = (kind: ShownKind, label: string, mark?: React.ReactNode) => {
    const count = countOf(kind);
    if (count === 0 && (shown === undefined || shown.has(kind))) return null;
    return (
      <li key={kind}>
        <button
          type="button"
          aria-pressed={shown?.has(kind) ?? true}
          aria-label={`${label}: ${number(count)}`}
          onClick={() => press(kind)}
        >
          {mark}
          {label} <em>{number(count)}</em>
        </button>
      </li>
    );
  };
  return (
    <section className="topo-legend" aria-label="Legend">
      <button type="button" className="head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Layers className="tiny" />
        Legend{open ? <ChevronDown className="tiny" /> : <ChevronRight className="tiny" />}
      </button>
      {open && (
        <>
          <ul>{NODE_KINDS.map((kind) => entry(kind, KIND_PLURAL[kind]))}</ul>
          <ul>
            {EDGE_KINDS.map((kind) =>
              entry(
                kind,
                relationOf(kind).words.name,
                <i className={kind} style={{ '--mark': stripes(coloursOf(kind, edges)) } as React.CSSProperties} />,
              ),
            )}
          </ul>
        </>
      )}
    </section>
  );
}
