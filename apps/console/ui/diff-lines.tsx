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
        <li key={line.id} className={`d ${line.op}`}>
          <span className="sr">{line.op === 'add' ? 'added' : line.op === 'del' ? 'removed' : 'changed'}</span>
          <span className="k">{line.label}</span>
          {line.op === 'chg' ? (
            <>
              <span className="w s">{line.from}</span>
              <ArrowRight className="xs" />
              <span className="w s b">{line.to}</span>
            </>
          ) : (
            line.value !== undefined && <span className="w s">{line.value}</span>
          )}
          {line.reason !== undefined && <span className="r">{line.reason}</span>}
        </li>
      ))}
    </ul>
  );
}
