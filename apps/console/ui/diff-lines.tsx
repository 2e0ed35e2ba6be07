import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';

export type DiffLine = { id: string; label: ReactNode; reason?: ReactNode } & (
  | { op: 'add' | 'del'; value?: ReactNode }
  | { op: 'chg'; from: ReactNode; to: ReactNode }
);

/** What a save would add, remove or change, one line each. */
export function DiffLines({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.id} className={`diff ${line.op}`}>
          <span className="sr-only">{line.op === 'add' ? 'added' : line.op === 'del' ? 'removed' : 'changed'}</span>
          <span className="term">{line.label}</span>
          {line.op === 'chg' ? (
            <>
              <span className="wire small">{line.from}</span>
              <ArrowRight className="tiny" />
              <span className="wire small bold">{line.to}</span>
            </>
          ) : (
            line.value !== undefined && <span className="wire small">{line.value}</span>
          )}
          {line.reason !== undefined && <span className="reason">{line.reason}</span>}
        </li>
      ))}
    </ul>
  );
}
