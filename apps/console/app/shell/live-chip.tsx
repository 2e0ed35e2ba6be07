import { useEffect, useState } from 'react';
import { liveWords } from '../../data/live-state.ts';
import { pauseLive, resumeLive, useLive } from '../../data/live.ts';
import { Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

/** Live, Paused, Reconnecting (with seconds) or Stale since hh:mm:ss. Pressing it pauses and resumes. */
export function LiveChip() {
  const live = useLive();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (live.phase !== 'reconnecting') return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [live.phase]);
  const { word, tone, shape } = liveWords(live, now);
  const revision = live.revision === undefined ? '' : `, revision ${live.revision}`;
  const verb = live.paused ? 'Press to let changes in again.' : 'Press to hold changes back.';
  return (
    <Tooltip text={`${word}${revision}. ${verb}`} side="bottom">
      <button
        type="button"
        className={`tb live ${tone === 'idle' ? 'off' : tone}`}
        aria-label={`${word}${revision}`}
        aria-pressed={live.paused}
        onClick={live.paused ? resumeLive : pauseLive}
      >
        <Status shape={shape} tone={tone === 'ok' ? 'ok' : 'idle'}>
          <span className="sr-only" />
        </Status>
        <span className="lo">{word}</span>
      </button>
    </Tooltip>
  );
}
