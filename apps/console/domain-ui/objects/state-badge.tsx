import type { State } from '../../../../server/contract/views/reference.ts';
import { Status } from '../../ui/status.tsx';
import { stateLook } from './state-look.ts';

/** A state in a view's response: shape and word; the reason on hover and for screen readers. */
export function StateBadge({ state, strong }: { state: State; strong?: boolean }) {
  const { shape, tone } = stateLook(state);
  return (
    <Status
      shape={shape}
      tone={tone}
      strong={strong ?? false}
      {...(state.reason === undefined ? {} : { title: state.reason })}
    >
      {state.word}
      {state.reason !== undefined && <span className="sr-only">: {state.reason}</span>}
    </Status>
  );
}
