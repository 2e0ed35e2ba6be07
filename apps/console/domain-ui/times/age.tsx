import { useEffect, useState } from 'react';
import { Moment } from '../../ui/moment.tsx';
import { ageOf } from './age-text.ts';

/** The age of an object; its creation time in UTC on hover. */
export function Age({ of }: { of: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Moment className="secondary" of={of}>
      {ageOf(of, now)}
    </Moment>
  );
}
