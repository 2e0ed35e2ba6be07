import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Moment } from '../moment.tsx';

const counted = (count: number) => count.toLocaleString('en').replaceAll(',', ' ');

/** The number of rows shown and in total; what is hidden and how to see it, paging, time of the data, revision. */
export function TableFooter({
  shown,
  matched,
  total,
  nouns,
  note,
  hidden,
  page,
  onPrevious,
  onNext,
  time,
  revision,
}: {
  shown: number;
  /** Matching text and filters. */
  matched: number;
  /** Without text and filters. */
  total: number;
  nouns: readonly [one: string, many: string];
  note?: ReactNode;
  hidden?: { text: string; verb: string; press: () => void } | undefined;
  page: number;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** Of the data, ISO 8601. */ time: string | undefined;
  revision: number | undefined;
}) {
  const all = matched === 0 ? total : matched;
  return (
    <div className="tfoot">
      <span role="status">
        <b className="secondary medium">{counted(shown)}</b> of {counted(all)} {all === 1 ? nouns[0] : nouns[1]}
      </span>
      {note && <span>{note}</span>}
      {hidden && (
        <span>
          {hidden.text}{' '}
          <button type="button" className="linkish" onClick={hidden.press}>
            {hidden.verb}
          </button>
        </span>
      )}
      {(onPrevious || onNext) && (
        <span className="row tight">
          <button
            type="button"
            className="ib sm"
            aria-label="Previous page"
            disabled={!onPrevious}
            onClick={onPrevious}
          >
            <ChevronLeft className="small" />
          </button>
          <span>Page {page}</span>
          <button type="button" className="ib sm" aria-label="Next page" disabled={!onNext} onClick={onNext}>
            <ChevronRight className="small" />
          </button>
        </span>
      )}
      <span className="fill" />
      {time !== undefined && (
        <span className="lo">
          Updated <Moment of={time} short />
        </span>
      )}
      {revision !== undefined && <span className="wire small">rev {revision}</span>}
    </div>
  );
}
