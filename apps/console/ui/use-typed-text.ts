import { useEffect, useRef, useState } from 'react';

/** A text field over a value of the address: typed text is told after a pause; a change from outside replaces it. */
export function useTypedText(value: string, onChange: (text: string) => void, pause: number) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setTyped(value);
    } // the address changed from outside, as by Back
  }, [value]);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed;
      onChange(typed);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, onChange, pause]);
  return [typed, setTyped] as const;
}
