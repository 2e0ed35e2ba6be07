import { ArrowDownLeft, ArrowUpDown, ArrowUpRight, Lock, X } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import { splitRouteTarget } from './wire-parts.ts';

export type TargetDirection = 'auto' | 'both' | 'import' | 'export';

const icons = { auto: Lock, both: ArrowUpDown, import: ArrowDownLeft, export: ArrowUpRight };
const words: Readonly<Record<TargetDirection, string>> = {
  auto: 'automatic',
  both: 'both directions',
  import: 'import',
  export: 'export',
};

/**
 * A route target: lock = automatic, two arrows = both, arrow in = import, arrow out = export. `bare` omits `target:`
 * where the column header has it.
 */
export function RouteTargetChip({
  value,
  direction,
  bare,
  state,
  held,
  onRemove,
  title,
}: {
  value: string;
  direction: TargetDirection;
  bare?: boolean;
  state?: 'new' | 'bad' | undefined;
  held?: boolean;
  onRemove?: (() => void) | undefined;
  title?: string | undefined;
}) {
  const Icon = icons[direction];
  const { frame, administrator, number } = splitRouteTarget(value);
  return (
    <span
      className={cx('rt', direction === 'auto' && 'auto', state)}
      data-held={held ? '' : undefined}
      title={title ?? `${value}, ${words[direction]}`}
    >
      <Icon aria-hidden="true" />
      <span>
        {!bare && frame !== '' && <i>{frame}</i>}
        {administrator}
        <b>{number}</b>
        <span className="sr-only">, {words[direction]}</span>
      </span>
      {onRemove && (
        <button type="button" className="remove" tabIndex={-1} aria-label={`Remove ${value}`} onClick={onRemove}>
          <X />
        </button>
      )}
    </span>
  );
}

/** The targets of a network in a table cell: the first, and the number of others. The full list is in the tooltip. */
export function RouteTargetsCell({
  auto,
  both,
  imports,
  exports,
}: {
  auto?: string | undefined;
  both: readonly string[];
  imports: readonly string[];
  exports: readonly string[];
}) {
  const all: { value: string; direction: TargetDirection }[] = [
    ...both.map((value) => ({ value, direction: 'both' as const })),
    ...exports.map((value) => ({ value, direction: 'export' as const })),
    ...imports.map((value) => ({ value, direction: 'import' as const })),
    ...(auto === undefined ? [] : [{ value: auto, direction: 'auto' as const }]),
  ];
  const [first, ...more] = all;
  if (!first) return null;
  return (
    <span className="row tight">
      <RouteTargetChip bare value={first.value} direction={first.direction} />
      {more.length > 0 && (
        <span className="tag line" title={more.map((one) => `${one.value}, ${words[one.direction]}`).join('\n')}>
          +{more.length}
          <span className="sr-only"> more: {more.map((one) => one.value).join(', ')}</span>
        </span>
      )}
    </span>
  );
}
