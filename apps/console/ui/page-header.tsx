import type { ReactNode } from 'react';
import { CutText } from './cut-text.tsx';

/**
 * Title (an object's tag, name, state and findings), its full name below, actions on the right: ghost, secondary, one
 * primary.
 */
export function PageHeader({
  title,
  lead,
  state,
  sub,
  actions,
}: {
  title: ReactNode;
  lead?: ReactNode;
  state?: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="page-head">
      <div className="min-w-0">
        <h1>
          {lead}
          <span className="ellipsis">{typeof title === 'string' ? <CutText text={title} /> : title}</span>
          {state && <span className="row loose text-ui font-normal tracking-normal">{state}</span>}
        </h1>
        {sub !== undefined && <div className="sub">{sub}</div>}
      </div>
      {actions && <div className="acts">{actions}</div>}
    </header>
  );
}
