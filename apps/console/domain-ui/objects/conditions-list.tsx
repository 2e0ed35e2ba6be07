import type { ConditionView } from '../../../../server/contract/views/reference.ts';
import { Note } from '../../ui/note.tsx';

/** The object's conditions, worst first. Renders nothing if there are none. */
export function ConditionsList({ conditions }: { conditions: readonly ConditionView[] }) {
  if (conditions.length === 0) return null;
  const rank = { error: 0, warning: 1, info: 2 } as const;
  return (
    <ul aria-label="Conditions" className="grid gap-2">
      {conditions
        .toSorted((a, b) => rank[a.severity] - rank[b.severity])
        .map((condition) => (
          <li key={condition.id}>
            <Note tone={condition.severity === 'error' ? 'bad' : condition.severity === 'warning' ? 'warn' : 'info'}>
              {condition.message}
            </Note>
          </li>
        ))}
    </ul>
  );
}
