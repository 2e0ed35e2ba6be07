import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import { pathTo } from '../../app/paths.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { cx } from '../../ui/cx.ts';
import { useMark } from './marks.ts';
import { hueOf, NodeBody } from './node-body.tsx';
import { HEALTH, nodeSentence } from './words.ts';

type CanvasNodeData = { readonly node: PictureNode };
export type CanvasNode = Node<CanvasNodeData, 'thing'>;

/** A node on the canvas. One node is in the tab order; the canvas handles keys and clicks. */
export const ThingNode = memo(function ThingNode({ data, id }: NodeProps<CanvasNode>) {
  const { node } = data;
  const { mark, hit, tab, step } = useMark(id);
  return (
    <>
      <div
        className={cx('topo-node', `k-${node.kind}`, node.border, mark, hit && 'hit', `is-${node.health}`)}
        style={hueOf(node)}
        role="button"
        tabIndex={tab ? 0 : -1}
        aria-pressed={mark === 'on'}
        aria-expanded={node.expandable ? node.expanded === true : undefined}
        data-thing={id}
        title={
          node.reasons.length === 0
            ? node.label
            : `${node.label}\n${HEALTH[node.health].word}: ${node.reasons.join(' ')}`
        }
      >
        <span className="sr-only">{nodeSentence(node)}</span>
        <div aria-hidden="true" className="topo-body">
          <NodeBody node={node} />
        </div>
      </div>
      {step !== undefined && (
        <span className={cx('topo-no', step.verdict)} aria-hidden="true">
          {step.number}
        </span>
      )}
      <Handle type="source" position={Position.Top} isConnectable={false} />
      <Handle type="target" position={Position.Bottom} isConnectable={false} />
      {node.kind === 'known-host' && (
        <AppLink
          className="topo-add nodrag nopan"
          to={pathTo('createBgpRouter', {}, { host: node.label })}
          aria-label={`Add ${node.label} as BGP router`}
        >
          Add as BGP router
        </AppLink>
      )}
    </>
  );
});
