import type { Condition } from '../../../../server/model/kube/types.ts';
import { Box } from '../../ui/box.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { Status } from '../../ui/status.tsx';
import { Age } from '../times/age.tsx';

const COLUMNS: readonly PlainColumn<Condition>[] = [
  { id: 'type', header: 'Type', width: 236, cell: ({ type }) => type },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    cell: ({ status }) => (
      <Status shape={status === 'True' ? 'disc' : 'dotted'} tone={status === 'True' ? 'ok' : 'idle'}>
        {status}
      </Status>
    ),
  },
  { id: 'reason', header: 'Reason', width: 190, cell: ({ reason }) => reason },
  {
    id: 'message',
    header: 'Message',
    cell: ({ message }) => (
      <span className="secondary" title={message}>
        {message}
      </span>
    ),
  },
  {
    id: 'since',
    header: 'Since',
    width: 72,
    cell: ({ lastTransitionTime }) => lastTransitionTime !== undefined && <Age of={lastTransitionTime} />,
  },
];

/** `status.conditions` of a Kubernetes object, unchanged. Renders nothing if there are none. */
export function KubeConditions({ of, conditions }: { of: string; conditions: readonly Condition[] }) {
  if (conditions.length === 0) return null;
  return (
    <Box title="Conditions">
      <PlainTable
        label={`Conditions of ${of}`}
        columns={COLUMNS}
        rows={conditions}
        rowKey={({ type }) => type}
        rowName={({ type }) => type}
        empty={null}
        least={560}
      />
    </Box>
  );
}
