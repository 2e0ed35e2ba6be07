import type { SessionFinding } from '../../../../../server/contract/views/bgp.ts';
import { pathTo } from '../../../app/paths.ts';
import { AppLink } from '../../../ui/app-link.tsx';
import { cx } from '../../../ui/cx.ts';
import { Status } from '../../../ui/status.tsx';

const look = {
  error: { shape: 'slashed', tone: 'bad' },
  warning: { shape: 'triangle', tone: 'warn' },
  info: { shape: 'dotted', tone: 'idle' },
} as const;
const rank = { error: 0, warning: 1, info: 2 } as const;

/** What is wrong with the session: the sentence, the two values that differ, and where to change each. */
export function Findings({ title, findings }: { title: string; findings: readonly SessionFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <section className="why" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {findings
          .toSorted((a, b) => rank[a.severity] - rank[b.severity])
          .map((finding) => (
            <li key={`${finding.topic} ${finding.message}`} className={cx(finding.severity)}>
              <Status {...look[finding.severity]}>
                <span>{finding.message}</span>
              </Status>
              {(finding.ours !== undefined || finding.theirs !== undefined) && (
                <dl className="two">
                  {[finding.ours, finding.theirs].map(
                    (end) =>
                      end !== undefined && (
                        <div key={end.label}>
                          <dt>{end.label}</dt>
                          <dd className="wire medium">{end.value}</dd>
                        </div>
                      ),
                  )}
                </dl>
              )}
              {finding.fix.length > 0 && (
                <div className="fixes">
                  {finding.fix.map((fix) => (
                    <AppLink
                      key={`${fix.router.uuid} ${fix.field}`}
                      to={pathTo('editBgpRouter', { name: fix.router.name }, { field: fix.field })}
                    >
                      {fix.label} of {fix.router.name}
                    </AppLink>
                  ))}
                </div>
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}
