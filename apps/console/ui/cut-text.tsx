import { useLayoutEffect, useRef } from 'react';

/** Characters of the end of a name that are always shown. */
const TAIL = 8;
/** Part of the room that the end gets: names of one kind end alike too, `…-a-pod-network` and `…-b-pod-network`. */
const TAIL_SHARE = 0.6;

let watcher: ResizeObserver | undefined;
/** The box of a name has another width: whether its end has to stand apart is decided again. */
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
 * A name that is cut in the middle where it has no room: names that begin alike stay told apart. The whole stands in
 * the tooltip (`titled` is false where what is around it has one), and is what is read out, found and copied.
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
