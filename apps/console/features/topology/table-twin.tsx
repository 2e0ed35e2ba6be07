import { relationOf } from '../../../../server/engine/topology/relations/all.ts';
import type { Picture } from '../../../../server/model/oper/topology-picture.ts';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import type { Clock } from '../../domain-ui/times/duration-text.ts';
import { Duration } from '../../domain-ui/times/duration.tsx';
import { neighbours } from '../../graph/advance.ts';
import { cx } from '../../ui/cx.ts';
import { Status } from '../../ui/status.tsx';
import { HEALTH, isHit, KIND_WORD, nodeLabel } from './words.ts';

/** The picture as two tables, with the same filter and selection. */
export function TableTwin({
  picture,
  clock,
  q,
  selected,
  onSelect,
}: {
  picture: Picture;
  clock: Clock;
  q: string;
  selected: string | undefined;
  onSelect: (id: string) => void;
}) {
  const names = new Map([
    ...picture.groups.map((group) => [group.id, group.label] as const),
    ...picture.nodes.map((node) => [node.id, nodeLabel(node)] as const),
  ]);
  const ties = new Map(picture.nodes.map((node) => [node.id, neighbours(picture.edges, node.id).length]));
  const nodes =
    q.trim() === '' ? picture.nodes : picture.nodes.toSorted((a, b) => Number(isHit(b, q)) - Number(isHit(a, q)));
  return (
    <div className="topo-tables" tabIndex={0} role="group" aria-label="Topology as tables">
      <h2>
        Things <span className="muted font-normal">{picture.nodes.length}</span>
      </h2>
      <table className="data-table" aria-label="Things of the topology">
        <colgroup>
          <col style={{ width: 268 }} />
          <col style={{ width: 110 }} />
          <col style={{ width: 168 }} />
          <col style={{ width: 190 }} />
          <col style={{ width: 96 }} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Project</th>
            <th scope="col">Address, prefix or count</th>
            <th scope="col" className="num">
              Connections
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => {
            const { shape, tone, word } = HEALTH[node.health];
            return (
              <tr
                key={node.id}
                className={cx('data-row', node.id === selected && 'sel')}
                aria-selected={node.id === selected}
              >
                <td>
                  <span className="name">
                    {node.kind === 'vrf' && node.vrf !== undefined && (
                      <VrfTag fqName={node.vrf} border={node.border ?? 'own'} />
                    )}
                    <button type="button" className="linkish" title={node.label} onClick={() => onSelect(node.id)}>
                      {node.label}
                    </button>
                  </span>
                </td>
                <td className="secondary">{KIND_WORD[node.kind]}</td>
                <td className="secondary">{node.project ?? node.namespace}</td>
                <td>
                  <span className="wire small">{node.detail}</span>
                </td>
                <td className="num">{ties.get(node.id)}</td>
                <td title={node.reasons.join(' ')}>
                  {node.kind !== 'more' && (
                    <Status shape={shape} tone={tone}>
                      {word}
                    </Status>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h2>
        Connections <span className="muted font-normal">{picture.edges.length}</span>
      </h2>
      <table className="data-table" aria-label="Connections of the topology">
        <colgroup>
          <col style={{ width: 178 }} />
          <col style={{ width: 268 }} />
          <col style={{ width: 268 }} />
          <col style={{ width: 214 }} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Target, policy, tunnel, state</th>
            <th scope="col" title="Facts and findings">
              Findings
            </th>
          </tr>
        </thead>
        <tbody>
          {picture.edges.map((edge) => (
            <tr
              key={edge.id}
              className={cx('data-row', edge.id === selected && 'sel')}
              aria-selected={edge.id === selected}
            >
              <td>
                <button type="button" className="linkish" onClick={() => onSelect(edge.id)}>
                  {relationOf(edge.kind).words.name}
                </button>
              </td>
              <td>{names.get(edge.source)}</td>
              <td>{names.get(edge.target)}</td>
              <td title={edge.label}>
                {edge.state === undefined ? (
                  <span className="wire small">{edge.label}</span>
                ) : (
                  <span className="row g2">
                    <StateBadge state={edge.state} />
                    {edge.since !== undefined && (
                      <Duration since={edge.since} clock={clock} className="wire small muted" />
                    )}
                  </span>
                )}
                {edge.count > 1 && <span className="muted"> {edge.count}</span>}
              </td>
              <td
                className="secondary"
                title={[...edge.reasons, ...(edge.facts ?? []).map((fact) => `${fact.name}: ${fact.value}`)].join('\n')}
              >
                {edge.reasons[0] ??
                  (edge.facts ?? [])
                    .slice(0, 3)
                    .map((fact) => `${fact.name}: ${fact.value}`)
                    .join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
