import { useState } from 'react';
import type { Picture, PictureEdge, PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import { VrfTag } from '../../domain-ui/vrf-tag.tsx';
import { neighbours } from '../../graph/advance.ts';
import { ButtonLink, Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Note } from '../../ui/note.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Status } from '../../ui/status.tsx';
import { PanelTabs } from '../../ui/tabs.tsx';
import { linksOf } from './links.ts';
import { EDGE_WORD, HEALTH, KIND_WORD, nodeLabel, relation } from './words.ts';

const LONG = new Set(['Imports', 'Exports', 'Subnets', 'VRFs', 'Address families']);

function Reasons({ health, reasons }: Pick<PictureNode, 'health' | 'reasons'>) {
  if (reasons.length === 0) return null;
  return <div className="topo-reasons">{reasons.map((reason) => <Note key={reason} tone={health === 'bad' ? 'bad' : health === 'warn' ? 'warn' : 'info'}>{reason}</Note>)}</div>;
}

/** One value a line for lists; copyable. */
function Value({ name, value }: { name: string; value: string }) {
  if (name === 'FQ name') return <span className="row g1 min-w-0"><span className="w s topo-whole">{value}</span><CopyButton value={value} name={`Copy ${value}`} /></span>;
  if (!LONG.has(name)) return <span className="ell" title={value}>{value}</span>;
  return <span className="min-w-0">{value.split(', ').map((part) => <span key={part} className="row g1"><span className="w s ell" title={part}>{part}</span><CopyButton value={part} name={`Copy ${part}`} /></span>)}</span>;
}

interface Props {
  readonly picture: Picture;
  readonly selected: string;
  readonly onSelect: (id: string | undefined) => void;
  readonly onExpand: (id: string) => void;
  readonly expanded: readonly string[];
}

/** Facts of what is selected, its connections, and where to go from it. It never navigates by itself. */
export function TopologySide({ picture, selected, onSelect, onExpand, expanded }: Props) {
  const node = picture.nodes.find((one) => one.id === selected);
  if (node !== undefined) return <NodeSide picture={picture} node={node} onSelect={onSelect} onExpand={onExpand} expanded={expanded} />;
  const edge = picture.edges.find((one) => one.id === selected);
  if (edge !== undefined) return <EdgeSide picture={picture} edge={edge} onSelect={onSelect} />;
  return (
    <SidePanel label="Selection" title="Not in this picture" onClose={() => onSelect(undefined)}>
      <p className="mid"><span className="w s">{selected}</span> is not drawn at this level, or it has been deleted. Choose another level, or search for its name.</p>
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
      label="Selection" icon={node.vrf !== undefined && node.kind === 'vrf' ? <VrfTag fqName={node.vrf} border={node.border ?? 'own'} /> : undefined}
      title={<span title={node.label}>{nodeLabel(node)}</span>} note={KIND_WORD[node.kind]} onClose={() => onSelect(undefined)}
      tabs={<PanelTabs label="About the selection" current={tab} onChange={(id) => setTab(id as typeof tab)} tabs={[{ id: 'facts', label: 'Facts' }, { id: 'connections', label: <>Connections <span className="n">{ties.length}</span></> }]} />}
      actions={links.length === 0 && !node.expandable ? undefined : <>
        {links.slice(0, 2).map((link) => <ButtonLink key={link.label} to={link.to} className="fill">{link.label}</ButtonLink>)}
        {node.expandable && <Button className="fill" onClick={() => onExpand(node.id)}>{expanded.includes(node.id) ? 'Collapse' : 'Expand'}</Button>}
      </>}
    >
      {tab === 'facts' ? <>
        {node.kind !== 'known-host' && node.kind !== 'more' && <p className="mb-3"><Status shape={shape} tone={tone}>{word}{node.unhealthy !== undefined && node.unhealthy > 0 && node.count !== undefined && `: ${node.unhealthy} of ${node.count}`}</Status></p>}
        <Reasons health={node.health} reasons={node.reasons} />
        <Facts facts={[...(node.project === undefined || node.facts.some((fact) => fact.name === 'Project') ? [] : [{ label: 'Project', value: node.project }]), ...node.facts.map((fact) => ({ label: fact.name, value: <Value name={fact.name} value={fact.value} /> }))]} />
      </> : ties.length === 0 ? <p className="mute">No connections are drawn for it.</p> : (
        <ul className="topo-rel" aria-label="Connections">
          {ties.map(({ edge, other }) => (
            <li key={edge.id}>
              <button type="button" onClick={() => onSelect(other)}>
                <span className={edge.health === 'warn' || edge.health === 'bad' ? 'text-warn' : 'mute'}>{relation(edge, node.id)}</span>
                <span className="who ell">{names.get(other) === undefined ? other : nodeLabel(names.get(other)!)}{edge.kind === 'leak' && edge.label !== undefined && <span className="w s mute"> {edge.label.replace(/^target:/, '')}</span>}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}

function EdgeSide({ picture, edge, onSelect }: { picture: Picture; edge: PictureEdge; onSelect: Props['onSelect'] }) {
  const end = (id: string) => {
    const node = picture.nodes.find((one) => one.id === id);
    return <button type="button" className="linkish ell" onClick={() => onSelect(id)}>{node === undefined ? id : nodeLabel(node)}</button>;
  };
  const said = edge.kind === 'policy' ? 'Policy' : edge.kind === 'leak' ? 'Route target' : 'State';
  return (
    <SidePanel label="Selection" title={EDGE_WORD[edge.kind]} onClose={() => onSelect(undefined)}>
      <Reasons health={edge.health} reasons={edge.reasons} />
      <Facts facts={[
        { label: edge.kind === 'leak' ? 'Routes of' : 'From', value: end(edge.source) },
        { label: edge.kind === 'leak' ? 'Stand in' : 'To', value: end(edge.target) },
        edge.label !== undefined && { label: said, value: <span className="w s">{edge.label}</span> },
        edge.mutual !== undefined && { label: 'Held by', value: edge.mutual ? 'Both networks' : 'One network only' },
        edge.count > 1 && { label: edge.kind === 'membership' ? 'Pods' : 'Bundles', value: String(edge.count) },
      ]} />
    </SidePanel>
  );
}
