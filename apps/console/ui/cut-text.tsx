import { useLayoutEffect, useRef } from 'react';

/** Characters of the end of a name that are always shown. */
const TAIL = 8;
/** Share of the width for the end: names of one kind have similar ends too, `…-a-pod-network` and `…-b-pod-network`. */
const TAIL_SHARE = 0.6;

let watcher: ResizeObserver | undefined;
/** The width changed: decides again whether the end is shown separately. */
function updateTail(box: HTMLElement): void {
  const text = box.firstElementChild;
  if (text === null) return;
  const name = box.textContent ?? '';
  const room = Math.floor((name.length * box.clientWidth) / text.scrollWidth); // in characters
  if (text.scrollWidth > box.clientWidth)
    box.dataset['tail'] = name.slice(-Math.max(TAIL, Math.floor(room * TAIL_SHARE)));
  else delete box.dataset['tail'];
}
const observer = (): ResizeObserver =>
  (watcher ??= new ResizeObserver((entries) => {
    for (const { target } of entries) updateTail(target as HTMLElement);
  }));

/**
 * A name that is truncated in the middle if necessary, so that names with the same beginning can be distinguished. The
 * full name is in the tooltip (`titled` is false if the container has one), and is what is read out, found and copied.
 */
export function CutText({ text, titled = true }: { text: string; titled?: boolean }) {
  const box = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    updateTail(element);
    observer().observe(element);
    return () => observer().unobserve(element);
  }, [text]);
  if (text.length <= TAIL * 2) return text;
  return (
    <span ref={box} className="cut-text" title={titled ? text : undefined}>
      <span>{text}</span>
    </span>
  );
}
