import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tooltip } from '../tooltip.tsx';

const clock = (at: number) => new Date(at).toISOString().slice(11, 19);

/** Shown of all, what is hidden and how to see it, paging, time of the data, revision. */
export function TableFooter({ shown, total, nouns, hidden, page, onPrevious, onNext, updatedAt, revision }: {
  shown: number; total: number; nouns: readonly [one: string, many: string]; hidden?: ReactNode;
  page: number; onPrevious?: (() => void) | undefined; onNext?: (() => void) | undefined; updatedAt: number; revision: number | undefined;
}) {
  return (
    <div className="tfoot">
      <span role="status"><b className="mid m5">{shown.toLocaleString('en').replaceAll(',', ' ')}</b> of {total.toLocaleString('en').replaceAll(',', ' ')} {total === 1 ? nouns[0] : nouns[1]}</span>
      {hidden && <span>{hidden}</span>}
      {(onPrevious || onNext) && (
        <span className="row g1">
          <button type="button" className="ib sm" aria-label="Previous page" disabled={!onPrevious} onClick={onPrevious}><ChevronLeft className="s" /></button>
          <span>Page {page}</span>
          <button type="button" className="ib sm" aria-label="Next page" disabled={!onNext} onClick={onNext}><ChevronRight className="s" /></button>
        </span>
      )}
      <span className="fill" />
      {updatedAt > 0 && <Tooltip text={new Date(updatedAt).toLocaleString()}><span className="lo">Updated {clock(updatedAt)} UTC</span></Tooltip>}
      {revision !== undefined && <span className="w s">rev {revision}</span>}
    </div>
  );
}
