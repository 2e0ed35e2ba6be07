import type { PoolTrailStep } from '../../../../server/contract/views/pools.ts';
import { Status, type StatusShape, type StatusTone } from '../../ui/status.tsx';
import { FqNameText } from '../routes/wire.tsx';

const scopes = { object: 'Object', namespace: 'Namespace', global: 'Global' } as const;
const looks: Readonly<Record<PoolTrailStep['outcome'], { word: string; shape: StatusShape; tone: StatusTone }>> = {
  chosen: { word: 'Chosen', shape: 'disc', tone: 'ok' },
  dangling: { word: 'Does not exist', shape: 'triangle', tone: 'warn' },
  malformed: { word: 'Malformed', shape: 'slashed', tone: 'bad' },
  absent: { word: 'Names none', shape: 'dotted', tone: 'idle' },
  'not-reached': { word: 'Not reached', shape: 'dotted', tone: 'idle' },
};

/** The scopes in the order in which they are checked: the chosen one marked, the others with their reason. */
export function PoolTrail({ trail, label = 'Pool resolution' }: { trail: readonly PoolTrailStep[]; label?: string }) {
  return (
    <ol aria-label={label} className="grid grid-cols-1 border-t border-line">
      {trail.map((step) => {
        const look = looks[step.outcome];
        const name = step.pool?.fqName ?? step.wanted;
        return (
          <li
            key={step.scope}
            className="grid grid-cols-1 gap-1 border-b border-line py-2"
            aria-current={step.outcome === 'chosen' || undefined}
          >
            <div className="row">
              <span className={step.outcome === 'chosen' ? 'bold' : 'medium'}>{scopes[step.scope]}</span>
              <span className="fill" />
              <Status shape={look.shape} tone={look.tone} strong={step.outcome === 'chosen'}>
                {look.word}
              </Status>
            </div>
            {name !== undefined &&
              (step.outcome === 'chosen' ? (
                <FqNameText value={name} small />
              ) : (
                <s>
                  <FqNameText value={name} small />
                </s>
              ))}
            <span className="secondary type-12">{step.reason}</span>
          </li>
        );
      })}
    </ol>
  );
}
