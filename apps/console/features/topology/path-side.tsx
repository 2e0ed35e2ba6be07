import { ChevronRight } from 'lucide-react';
import type { PicturePath, PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import { pathTo, pathToFix } from '../../app/paths.ts';
import { FloatingIpIcon } from '../../domain-ui/objects/icons.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Status } from '../../ui/status.tsx';
import { pathText } from './words.ts';

interface PathSideProps {
  /** Undefined while it is loading, or if it no longer exists. */
  readonly path: PicturePath | undefined;
  readonly nodes: readonly PictureNode[];
  readonly onSelect: (id: string | undefined) => void;
}

const BEFORE = { ok: '', cut: 'cut here: ', beyond: 'not reached: ' } as const;

/** The path of a floating IP, step by step, numbered as on its lines; where it is cut, cause and fix. */
export function PathSide({ path, nodes, onSelect }: PathSideProps) {
  if (path === undefined)
    return (
      <SidePanel label="Selection" title="Floating IP" onClose={() => onSelect(undefined)}>
        <p className="secondary">Its path is not drawn yet, or the floating IP has been released.</p>
      </SidePanel>
    );
  const names = new Map(nodes.map((node) => [node.id, node.label]));
  return (
    <SidePanel
      label="Selection"
      icon={<FloatingIpIcon className="small" />}
      title={<span className="wire">{path.address}</span>}
      note={
        <Status shape={path.reachable ? 'disc' : 'slashed'} tone={path.reachable ? 'ok' : 'bad'}>
          {path.reachable ? 'Reachable' : 'Not reachable'}
        </Status>
      }
      onClose={() => onSelect(undefined)}
      actions={
        <ButtonLink className="fill" to={pathTo('floatingIp', { address: path.address })}>
          Open floating IP
        </ButtonLink>
      }
    >
      <div className="row mb-2">
        <h3 className="h3">How it gets out, and traffic in</h3>
        <span className="fill" />
        <CopyButton value={pathText(path)} name={`Copy the path of ${path.address}`} />
      </div>
      <ol className="topo-steps" aria-label={`Path of ${path.address}`}>
        {path.steps.map((step) => (
          <li key={step.number} className={step.verdict}>
            <span className="no" aria-hidden="true">
              {step.number}
            </span>
            <div className="min-w-0">
              <span className="sr-only">{BEFORE[step.verdict]}</span>
              {step.node !== undefined && names.has(step.node) ? (
                <button
                  type="button"
                  className="linkish bold"
                  title={`Select ${names.get(step.node)}`}
                  onClick={() => onSelect(step.node)}
                >
                  {step.title}
                </button>
              ) : (
                <b>{step.title}</b>
              )}
              {step.detail !== '' && <p className="secondary type-12">{step.detail}</p>}
              {step.reason !== undefined && <p className="text-bad type-12">{step.reason}</p>}
              {step.fix !== undefined && (
                <p className="type-12">
                  <AppLink to={pathToFix(step.fix)}>
                    {step.fix.label}
                    <ChevronRight className="tiny inline" />
                  </AppLink>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </SidePanel>
  );
}
