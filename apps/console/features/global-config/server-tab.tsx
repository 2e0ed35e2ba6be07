import { useQuery } from '@tanstack/react-query';
import { summaryQuery } from '../../data/summary.ts';
import { countText } from '../../domain-ui/times/duration-text.ts';
import { Facts } from '../../ui/facts.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { Status } from '../../ui/status.tsx';
import { boundRows, type BoundRow } from './bound-rows.ts';

/** ms between two requests: the usage changes with every request, and no live event reports it. */
const LOOK = 5_000;

const columns: readonly PlainColumn<BoundRow>[] = [
  { id: 'name', header: 'Of', width: 250, cell: (row) => <span className="medium">{row.name}</span> },
  {
    id: 'state',
    header: 'State',
    width: 150,
    cell: (row) => (
      <Status shape={row.state.tone === 'ok' ? 'disc' : 'half'} tone={row.state.tone}>
        {row.state.word}
      </Status>
    ),
  },
  { id: 'held', header: 'In use', width: 96, numeric: true, cell: (row) => <span className="wire">{row.held}</span> },
  { id: 'total', header: 'Total', width: 100, numeric: true, cell: (row) => <span className="wire">{row.total}</span> },
  {
    id: 'share',
    header: 'A client at most',
    width: 120,
    numeric: true,
    cell: (row) => <span className="wire">{row.share}</span>,
  },
  {
    id: 'refused',
    header: 'Refused',
    width: 84,
    numeric: true,
    cell: (row) => <span className="wire">{countText(row.refused)}</span>,
  },
  {
    id: 'cutOff',
    header: 'Cut off',
    width: 84,
    numeric: true,
    cell: (row) => <span className="wire">{countText(row.cutOff)}</span>,
  },
  {
    id: 'over',
    header: 'Who asks for more',
    priority: 3,
    cell: (row) => (
      <span className="secondary" title={row.over}>
        {row.over}
      </span>
    ),
  },
];

/** The resources shared by all clients, their usage, and the refusals since the start. */
export function ServerTab() {
  const { data, error, refetch } = useQuery({ ...summaryQuery, refetchInterval: LOOK });
  return (
    <>
      <p className="secondary px-6 max-[1180px]:px-4 pt-4 pb-3 max-w-[860px]">
        Everybody who asks shares one process. A client is an address and, within one, a connection: neither may hold
        over an eighth of a total, and the last quarter goes only to connections that hold nothing. Refused and cut off
        are counted since the start.
      </p>
      <PlainTable
        label="What clients share"
        columns={columns}
        rows={data && boundRows(data.bounds)}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        failure={error}
        onRetry={() => void refetch()}
        empty="Nothing is bounded."
        least={884}
      />
      {data && (
        <div className="px-6 max-[1180px]:px-4 py-4">
          <Facts
            facts={[
              { label: 'Data directory', value: <span className="wire">{data.dataDirectoryId}</span> },
              { label: 'Starts', value: <span className="wire">{countText(data.epoch)}</span> },
            ]}
          />
        </div>
      )}
    </>
  );
}
