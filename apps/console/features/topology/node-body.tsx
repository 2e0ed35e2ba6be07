/** Bodies of the nodes: one per kind, and a compact one for small zooms. */

import { ArrowDownLeft, Boxes, ChevronsUpDown, CirclePlus, FolderClosed, Lock, Server } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import type { PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import { ControlNodeIcon, GatewayIcon, PodIcon } from '../../domain-ui/objects/icons.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { splitPrefix, splitPodName, vrfHue, vrfLetters } from '../../domain-ui/routes/wire-parts.ts';
import { MOST_TABLES } from '../../graph/layout.ts';
import { StatusShapeIcon } from '../../ui/status.tsx';
import { useCompact } from './marks.ts';
import { HEALTH, nodeLabel } from './words.ts';

const count = (value: number): string => value.toLocaleString('en').replaceAll(',', ' ');

function icon(node: PictureNode): ReactNode {
  switch (node.kind) {
    case 'gateway':
      return <GatewayIcon className="small" />;
    case 'control-node':
      return <ControlNodeIcon className="small" />;
    case 'known-host':
      return <CirclePlus className="small" />;
    case 'project':
      return node.border === 'isolated' ? <Lock className="small" /> : <FolderClosed className="small" />;
    case 'workload':
    case 'pod':
      return <PodIcon className="small" />;
    case 'compute-node':
      return <Server className="small" />;
    case 'more':
      return <Boxes className="small" />;
    case 'vrf':
      return null;
    default:
      return node.kind satisfies never;
  }
}

function Health({ node }: { node: PictureNode }) {
  if (node.health === 'ok' || node.kind === 'known-host') return null;
  const { shape, tone } = HEALTH[node.health];
  return (
    <span className={`st ${tone} topo-health`}>
      {node.unhealthy !== undefined && node.unhealthy > 0 && node.count !== undefined && node.count > 1 && (
        <span className="type-11">{count(node.unhealthy)}</span>
      )}
      <StatusShapeIcon shape={shape} />
    </span>
  );
}

function Prefix({ value }: { value: string }) {
  const { address, length } = splitPrefix(value);
  return (
    <span className="wire small">
      {address}
      {length !== undefined && <i>/{length}</i>}
    </span>
  );
}

/** The second line. */
function Detail({ node }: { node: PictureNode }) {
  switch (node.kind) {
    case 'vrf':
      return (
        <>
          {node.detail !== undefined && node.detail.includes('/') ? (
            <Prefix value={node.detail} />
          ) : (
            <span>{node.detail}</span>
          )}
          <span className="end muted">
            {node.border === 'shared' && <span title="Every namespace that is not isolated uses it">shared </span>}
            {node.border === 'shared' ? '' : `${count(node.count ?? 0)} ${node.count === 1 ? 'route' : 'routes'}`}
          </span>
        </>
      );
    case 'workload':
      return (
        <>
          <span className="bold">×{count(node.count ?? 0)}</span>
          <span className="end muted">{node.object?.kind.replace('kube/', '')}</span>
        </>
      );
    case 'pod':
      return <span className="wire small">{node.detail ?? 'no address yet'}</span>;
    case 'known-host':
      return <span className="wire small">{node.detail}</span>;
    case 'compute-node':
      return (
        <>
          <span className="wire small">{node.detail}</span>
          <span className="end muted">
            {count(node.count ?? 0)} {node.count === 1 ? 'pod' : 'pods'}
          </span>
        </>
      );
    default:
      return (
        <span className={node.kind === 'gateway' || node.kind === 'control-node' ? 'wire small' : ''}>
          {node.detail}
        </span>
      );
  }
}

/** VRFs of a gateway with their import targets. */
function Tables({ node }: { node: PictureNode }) {
  const tables = node.tables ?? [];
  return tables.slice(0, MOST_TABLES).map(({ name, imports, hidden }, index) => (
    <span key={name} className="topo-table">
      <b className="ellipsis">
        {index === MOST_TABLES - 1 && tables.length > MOST_TABLES ? `${tables.length - index} more VRFs` : name}
      </b>
      {imports[0] !== undefined && (
        <span className="rt">
          <ArrowDownLeft />
          {imports[0].replace(/^target:/, '')}
          {imports.length > 1 && ` +${imports.length - 1}`}
        </span>
      )}
      {hidden > 0 && (
        <span className="st warn type-11" title={`${hidden} hidden`}>
          <StatusShapeIcon shape="triangle" />
        </span>
      )}
    </span>
  ));
}

/** The content of a node. */
export function NodeBody({ node }: { node: PictureNode }) {
  const tagged = (node.kind === 'pod' || node.kind === 'workload') && node.vrf !== undefined;
  if (useCompact()) {
    return (
      <span className="topo-compact">
        <span>
          {node.kind === 'vrf' ? vrfLetters(node.vrf ?? node.label) : tagged ? vrfLetters(node.vrf!) : icon(node)}
        </span>
        {node.count !== undefined && <span>{count(node.count)}</span>}
        <Health node={node} />
      </span>
    );
  }
  return (
    <>
      <span className="topo-line">
        {node.kind === 'vrf' ? <span className="topo-letters">{vrfLetters(node.vrf ?? node.label)}</span> : icon(node)}
        <b className="ellipsis">{node.kind === 'pod' ? splitPodName(node.label) : nodeLabel(node)}</b>
        <Health node={node} />
        {node.expandable && <ChevronsUpDown className="tiny topo-opens" aria-hidden="true" />}
      </span>
      <span className="topo-line sub">
        <Detail node={node} />
      </span>
      {node.kind === 'gateway' && <Tables node={node} />}
      {node.kind === 'known-host' && <span className="topo-line sub">known host, not a peer</span>}
      {(node.kind === 'pod' || node.kind === 'workload') && (
        <span className="topo-line sub">
          {tagged && <VrfTag fqName={node.vrf!} />}
          <span className="ellipsis">{node.namespace}</span>
        </span>
      )}
    </>
  );
}

/** The hue of a node: its VRF's. */
export function hueOf(node: PictureNode): CSSProperties | undefined {
  return node.vrf === undefined ? undefined : ({ '--h': `var(--vrf-${vrfHue(node.vrf)})` } as CSSProperties);
}
