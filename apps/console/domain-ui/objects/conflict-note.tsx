import type { HistoryEntry } from '../../../../server/contract/views/objects.ts';
import { Button } from '../../ui/button.tsx';
import { timeText } from '../../ui/moment-text.ts';
import { pathText, whoText } from './history-list.tsx';

/**
 * Somebody else changed the object while it was edited: who, when, what; and the two ways on. Stands in a form's
 * failure banner.
 */
export function ConflictNote({
  of,
  latest,
  onReload,
  onOverwrite,
}: {
  of: string;
  latest: HistoryEntry | undefined;
  onReload: () => void;
  onOverwrite: () => void;
}) {
  const fields = latest?.leaves
    .map((leaf) => pathText(leaf.path))
    .slice(0, 3)
    .join(', ');
  return (
    <span className="grid gap-2">
      <span>
        {latest === undefined
          ? `${of} was changed meanwhile.`
          : `${of} was changed at ${timeText(Date.parse(latest.time))} by ` +
            `${whoText(latest)}${fields ? `: ${fields}` : ''}.`}{' '}
        Reload to start from what is there now, or overwrite the fields that you changed.
      </span>
      <span className="row">
        <Button onClick={onReload}>Reload</Button>
        <Button onClick={onOverwrite}>Overwrite</Button>
      </span>
    </span>
  );
}
