import type { AddressMap } from '../../../../server/contract/views/pools.ts';
import { cellsOf, MOST_CELLS, tally, type CellUse, type DrawnMap } from './address-cells.ts';

const paint: Readonly<Record<CellUse, string>> = {
  floating: 'var(--accent-solid)',
  pod: 'var(--ok-mark)',
  'set-aside': 'var(--warn-mark)',
  reserved: 'var(--idle-mark)',
  outside: 'transparent',
  free: 'var(--line)',
};

const Square = ({ use }: { use: CellUse }) => (
  <span
    className="inline-block w-2 h-2 rounded-[2px]"
    style={{ background: paint[use], ...(use === 'outside' ? { boxShadow: 'inset 0 0 0 1px var(--line)' } : {}) }}
  />
);

/**
 * The addresses of one subnet: which are in use, by what, and how many are free. `free` and `usable` are shown above if
 * known.
 */
export function AddressMapView({
  map,
  counts,
}: {
  map: DrawnMap;
  counts?: Pick<AddressMap, 'free' | 'usable' | 'nextFree'>;
}) {
  const cells = cellsOf(map);
  const sum = tally(map);
  const run = cells.length === MOST_CELLS ? / to /.test(cells[0]?.title ?? '') : false;
  const said: readonly [CellUse, string, number][] = [
    ['floating', 'floating', sum.floating],
    ['pod', 'ports', sum.pod],
    ['set-aside', 'gateway, service address', sum['set-aside']],
    ['reserved', 'network, broadcast', sum.reserved],
  ];
  const legend = said.filter(([, , n]) => n > 0);
  const pooled = map.pools.length > 0;
  return (
    <figure className="grid gap-2.5 content-start self-start w-full max-w-[600px]">
      <figcaption className="flex flex-wrap items-baseline gap-x-2">
        <span className="h3 nowrap">
          Addresses of <span className="wire">{map.subnet.cidr}</span>
        </span>
        {counts && (
          <span className="muted type-12 ml-auto nowrap">
            {counts.free} free of {counts.usable}
          </span>
        )}
      </figcaption>
      <div
        className="grid gap-[2px]"
        style={{ gridTemplateColumns: `repeat(${Math.min(32, cells.length)}, minmax(0, 1fr))` }}
        role="img"
        aria-label={
          `Addresses of ${map.subnet.cidr}: ` +
          (legend.map(([, label, n]) => `${n} ${label}`).join(', ') || 'none used') +
          (counts ? `, ${counts.free} free` : '')
        }
      >
        {cells.map((cell) => (
          <span
            key={cell.id}
            title={cell.title}
            className="block aspect-square rounded-[2px]"
            style={{
              background: paint[cell.use],
              ...(cell.use === 'outside' ? { boxShadow: 'inset 0 0 0 1px var(--line)' } : {}),
            }}
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-1 muted type-11">
        {legend.map(([use, label, n]) => (
          <span key={use} className="row tight">
            <Square use={use} />
            {label} {n}
          </span>
        ))}
        <span className="row tight">
          <Square use="free" />
          free
        </span>
        {pooled && (
          <span className="row tight">
            <Square use="outside" />
            outside the allocation pools
          </span>
        )}
      </div>
      {(counts?.nextFree !== undefined || run) && (
        <div className="muted type-12">
          {counts?.nextFree !== undefined && (
            <>
              Next: <span className="wire small">{counts.nextFree}</span>.{' '}
            </>
          )}
          {run && 'A square stands for a run of addresses.'}
        </div>
      )}
    </figure>
  );
}
