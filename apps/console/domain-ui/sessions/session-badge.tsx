import { StateBadge } from '../objects/state-badge.tsx';
import { sessionState } from './session-words.ts';

/** A session's state: shape and word; the reason on hover. */
export function SessionBadge({
  word,
  adminDown = false,
  reason,
  strong = false,
}: {
  word: string;
  adminDown?: boolean;
  reason?: string | undefined;
  strong?: boolean;
}) {
  return (
    <StateBadge
      strong={strong}
      state={{ ...sessionState(word, adminDown), ...(reason === undefined ? {} : { reason }) }}
    />
  );
}
