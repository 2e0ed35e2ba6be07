import type { ReactNode } from 'react';
import { pathToFix } from '../../app/paths.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { cx } from '../../ui/cx.ts';

/** One cell of the strip. `joint` is the state of the link into this cell: passes, is cut here, or is beyond a cut. */
export type LineageStep = {
  id: string;
  caption: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  joint?: 'through' | 'cut' | 'off';
  current?: boolean;
  /** Its value is an address or a target, which is not cut. */
  whole?: boolean;
};

/**
 * Pod → port → VRF → route target → BGP update → gateway VRF. The first cut shows the cause and the fix in its own
 * cell.
 */
export function Lineage({ steps, label }: { steps: readonly LineageStep[]; label: string }) {
  return (
    <div className="lin-box" tabIndex={0} role="group" aria-label={label}>
      <ol className="lin">
        {steps.map((step) => (
          <li
            key={step.id}
            className={cx(
              step.joint === 'cut' && 'cut',
              step.joint === 'off' && 'off',
              step.current && 'on',
              step.whole && 'whole',
            )}
          >
            <div className="term">
              {step.joint !== undefined && (
                <span className="sr-only">
                  {step.joint === 'through' ? 'reached: ' : step.joint === 'cut' ? 'cut here: ' : 'not reached: '}
                </span>
              )}
              {step.caption}
            </div>
            <div className={cx('value', step.joint === 'cut' && 'bold text-bad')}>{step.value}</div>
            {step.note !== undefined && <div className="note-line">{step.note}</div>}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Why a lineage is cut, and where to correct it. */
export function CutReason({
  reason,
  fix,
  className,
}: {
  reason: string;
  fix: (Parameters<typeof pathToFix>[0] & { readonly label: string }) | undefined;
  className?: string;
}) {
  return (
    <p className={cx('type-12', className)}>
      <b className="text-bad">{reason}</b>
      {fix !== undefined && (
        <>
          {' '}
          <AppLink className="underline" to={pathToFix(fix)}>
            {fix.label}
          </AppLink>
        </>
      )}
    </p>
  );
}
