import type { HistoryEntry } from '../../../../server/contract/views/objects.ts';
import { Button } from '../../ui/button.tsx';
import { timeText } from '../../ui/moment-text.ts';
import { Note } from '../../ui/note.tsx';
import { whoText } from './history-list.tsx';

export type Conflict = {
  readonly of: string;
  /** The object's newest change, once it is loaded. */
  readonly latest: HistoryEntry | undefined;
  /** Fields changed by somebody else, and those of them that were edited here too. */
  readonly theirs: readonly string[];
  readonly both: readonly string[];
  readonly onReload: () => void;
  readonly onOverwrite: () => void;
};

/**
 * The object was changed while it was edited: by whom, when, what, and whether it conflicts with edits here; and the
 * two ways to continue. Shown in a form's failure banner.
 */
export function ConflictNote({ of, latest, theirs, both, onReload, onOverwrite }: Conflict) {
  const when = latest === undefined ? 'meanwhile' : `at ${timeText(Date.parse(latest.time))} by ${whoText(latest)}`;
  return (
    <span className="grid gap-2">
      <span>
        {of} was changed {when}
        {theirs.length > 0 && `: ${theirs.join(', ')}`}.{' '}
        {both.length === 0 ? 'You changed other fields.' : `You changed ${both.join(', ')} too.`} Reload to start from
        what is there now, or overwrite the fields that you changed.
      </span>
      <span className="row">
        <Button onClick={onReload}>Reload</Button>
        <Button onClick={onOverwrite}>Overwrite</Button>
      </span>
    </span>
  );
}

export type Meanwhile = Pick<Conflict, 'of' | 'theirs' | 'onReload'>;

/** Warns before a save that the form's values are outdated. */
export function ChangedMeanwhile({ of, theirs, onReload }: Meanwhile) {
  return (
    <Note
      tone="info"
      className="mx-6 mb-3"
      actions={
        <button type="button" className="btn" onClick={onReload}>
          Reload
        </button>
      }
    >
      <b>{of} was changed by somebody else.</b> {theirs.join(', ')}: what you see is from before. Saving now asks first.
    </Note>
  );
}
