import { useEffect, useState } from 'react';
import { ageOf } from './age-text.ts';

/** How long ago something was created; the moment in UTC on hover. */
export function Age({ of }: { of: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return <time className="mid" dateTime={of} title={`${of.slice(0, 10)} ${of.slice(11, 19)} UTC`}>{ageOf(of, now)}</time>;
}
