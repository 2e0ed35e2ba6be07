import { useEffect, useState } from 'react';

/** A grey bar as wide as the final text. */
export function Skeleton({ width = 120 }: { width?: number | string }) {
  return <span className="skel" style={{ width }} aria-hidden="true" />;
}

/** True once `active` has lasted `ms`; short waits show nothing. */
export function useAfter(active: boolean, ms: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) return setLate(false);
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [active, ms]);
  return active && late;
}

/** How long a wait shows nothing, in milliseconds. */
export const UNSEEN = 150;

/** A page's loading state: lines after a moment (at once if `late`), and after 5 s the name of what is loading. */
export function PageSkeleton({ waitingFor, late = false }: { waitingFor: string; late?: boolean }) {
  const shown = useAfter(true, UNSEEN) || late;
  const long = useAfter(true, 5000);
  return (
    <div className="p-6 grid gap-4" aria-busy="true">
      {shown && [260, 420, 340, 380].map((width) => <Skeleton key={width} width={width} />)}
      <span role="status" className={long ? 'muted' : 'sr-only'}>
        {long ? `Still waiting for ${waitingFor}` : ''}
      </span>
    </div>
  );
}
