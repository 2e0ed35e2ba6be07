import { useState } from 'react';
import type { Picture, PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { neighbours } from '../../graph/advance.ts';
import { ButtonLink, Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Status } from '../../ui/status.tsx';
import { PanelTabs } from '../../ui/tabs.tsx';
import type { ToldTopology } from './api.ts';
import { EdgeSide } from './edge-side.tsx';
import { linksOf } from './links.ts';
import { PathSide } from './path-side.tsx';
import { Reasons } from './reasons.tsx';
import { HEALTH, KIND_WORD, nodeLabel, relation } from './words.ts';

const LONG = new Set(['Imports', 'Exports', 'Subnets', 'VRFs', 'Address families']);

/** Lists with one value per line; copyable. */
function Value({ name, value }: { name: string; value: string }) {
  if (name === 'FQ name')
    return (
      <span className="row tight min-w-0">
        <span className="wire small topo-whole">{value}</span>
        <CopyButton value={value} name={`Copy ${value}`} />
      </span>
    );
  if (!LONG.has(name))
    return (
      <span className="ellipsis" title={value}>
        {value}
      </span>
    );
  return (
    <span className="min-w-0">
      {value.split(', ').map((part) => (
        <span key={part} className="row tight">
          <span className="wire small ellipsis" title={part}>
            {part}
          </span>
          <CopyButton value={part} name={`Copy ${part}`} />
        </span>
      ))}
    </span>
  );
}

interface Props {
  readonly picture: Picture & Pick<ToldTopology, 'clock'>;
  readonly selected: string;
  readonly onSelect: (id: string | undefined) => void;
  readonly onExpand: (id: string) => void;
  readonly expanded: readonly string[];
}

/** Facts of the selection, its connections, and links to its pages. It never navigates by itself. */
export function TopologySide({ picture, selected, onSelect, onExpand, expanded }: Props) {
  if (selected.startsWith('fip:'))
    return (
      <PathSide
        path={picture.path?.id === selected ? picture.path : undefined}
        nodes={picture.nodes}
        onSelect={onSelect}
      />
    );
  const node = picture.nodes.find((one) => one.id === selected);
  if (node !== undefined)
    return <NodeSide picture={picture} node={node} onSelect={onSelect} onExpand={onExpand} expanded={expanded} />;
  const edge = picture.edges.find((one) => one.id === selected);
  if (edge !== undefined) return <EdgeSide picture={picture} edge={edge} clock={picture.clock} onSelect={onSelect} />;
  return (
    <SidePanel label="Selection" title="Not in this picture" onClose={() => onSelect(undefined)}>
      <p className="secondary">
        <span className="wire small">{selected}</span> is not drawn at this level, or it has been deleted. Choose
        another level, or search for its name.
      </p>
    </SidePanel>
  );
}

function NodeSide({ picture, node, onSelect, onExpand, expanded }: Omit<Props, 'selected'> & { node: PictureNode }) {
  const [tab, setTab] = useState<'facts' | 'connections'>('facts');
  const ties = neighbours(picture.edges, node.id);
  const names = new Map(picture.nodes.map((one) => [one.id, one]));
  const links = linksOf(node);
  const { shape, tone, word } = HEALTH[node.health];
  return (
    <SidePanel
      label="Selection"
      icon={
        node.vrf !== undefined && node.kind === 'vrf' ? (
          <VrfTag fqName={node.vrf} border={node.border ?? 'own'} />
        ) : undefined
      }
      title={<span title={node.label}>{nodeLabel(node)}</span>}
      note={KIND_WORD[node.kind]}
      onClose={() => onSelect(undefined)}
      tabs={
        <PanelTabs
          label="About the selection"
          current={tab}
          onChange={(id) => setTab(id as typeof tab)}
          tabs={[
            { id: 'facts', label: 'Facts' },
            {
              id: 'connections',
              label: (
                <>
                  Connections <span className="number">{ties.length}</span>
                </>
              ),
            },
          ]}
        />
      }
      actions={
        links.length === 0 && !node.expandable ? undefined : (
          <>
            {links.slice(0, 2).map((link) => (
              <ButtonLink key={link.label} to={link.to} className="fill">
                {link.label}
              </ButtonLink>
            ))}
            {node.expandable && (
              <Button className="fill" onClick={() => onExpand(node.id)}>
                {expanded.includes(node.id) ? 'Collapse' : 'Expand'}
              </Button>
            )}
          </>
        )
      }
    >
      {tab === 'facts' ? (
        <>
          {node.kind !== 'known-host' && node.kind !== 'more' && (
            <p className="mb-3">
              <Status shape={shape} tone={tone}>
                {word}
                {node.unhealthy !== undefined &&
                  node.unhealthy > 0 &&
                  node.count !== undefined &&
                  `: ${node.unhealthy} of ${node.count}`}
              </Status>
            </p>
          )}
          <Reasons health={node.health} reasons={node.reasons} />
          <Facts
            facts={[
              ...(node.project === undefined || node.facts.some((fact) => fact.name === 'Project')
                ? []
                : [{ label: 'Project', value: node.project }]),
              ...node.facts.map((fact) => ({ label: fact.name, value: <Value name={fact.name} value={fact.value} /> })),
            ]}
          />
          {node.tables !== undefined && node.tables.length > 0 && <GatewayTables tables={node.tables} />}
          {node.floatingIps !== undefined && (
            <FloatingIps of={nodeLabel(node)} addresses={node.floatingIps} onSelect={onSelect} />
          )}
        </>
      ) : ties.length === 0 ? (
        <p className="muted">No connections are drawn for it.</p>
      ) : (
        <ul className="topo-rel" aria-label="Connections">
          {ties.map(({ edge, other }) => (
            <li key={edge.id}>
              <button type="button" onClick={() => onSelect(other)}>
                <span className={edge.health === 'warn' || edge.health === 'bad' ? 'text-warn' : 'muted'}>
                  {relation(edge, node.id)}
                </span>
                <span className="who ellipsis">
                  {names.get(other) === undefined ? other : nodeLabel(names.get(other)!)}
                  {edge.kind === 'leak' && edge.label !== undefined && (
                    <span className="wire small muted"> {edge.label.replace(/^target:/, '')}</span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}

/** VRFs of a gateway: what they import and export, and how many routes they have. */
function GatewayTables({ tables }: { tables: NonNullable<PictureNode['tables']> }) {
  return (
    <section className="mt-4" aria-label="VRFs of the gateway">
      {tables.map(({ name, imports, exports, routes, hidden }) => (
        <Facts
          key={name}
          facts={[
            { label: 'VRF', value: <b>{name}</b> },
            {
              label: 'Imports',
              value: (
                <span className="row tight flex-wrap">
                  {imports.map((target) => (
                    <RouteTargetChip key={target} bare value={target} direction="import" />
                  ))}
                </span>
              ),
            },
            {
              label: 'Exports',
              value: (
                <span className="row tight flex-wrap">
                  {exports.map((target) => (
                    <RouteTargetChip key={target} bare value={target} direction="export" />
                  ))}
                </span>
              ),
            },
            { label: 'Routes', value: hidden > 0 ? `${routes}, ${hidden} hidden` : String(routes) },
          ]}
        />
      ))}
    </section>
  );
}

/** Selecting one shows its path. */
function FloatingIps({
  of,
  addresses,
  onSelect,
}: {
  of: string;
  addresses: NonNullable<PictureNode['floatingIps']>;
  onSelect: Props['onSelect'];
}) {
  return (
    <section className="mt-4" aria-label={`Floating IPs of ${of}`}>
      <h3 className="h3 mb-1">Floating IPs</h3>
      <ul className="topo-rel">
        {addresses.map(({ id, address }) => (
          <li key={id}>
            <button type="button" onClick={() => onSelect(id)}>
              <span className="wire">{address}</span>
              <span className="who">Show its path</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
