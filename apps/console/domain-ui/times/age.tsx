import { useEffect, useState } from 'react';
import { Moment } from '../../ui/moment.tsx';
import { ageOf } from './age-text.ts';

/** How long ago something was created; the moment in UTC on hover. */
export function Age({ of }: { of: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Moment className="mid" of={of}>
      {ageOf(of, now)}
    </Moment>
  );
}
