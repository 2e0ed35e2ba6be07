import { useMutation } from '@tanstack/react-query';
import type { FloatingIpRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { sendWrites, type Write } from '../../data/writes.ts';
import { portName } from '../../domain-ui/addresses/port-name.ts';
import { tellDone, tellFailed } from '../../ui/toast.tsx';
import { toAssociate, toDisassociate } from './form-model.ts';

export const labelOf = (row: Pick<FloatingIpRow, 'address' | 'name'>): string => row.address ?? row.name;
const podOf = (row: FloatingIpRow): string => (row.ports[0] ? portName(row.ports[0]) : 'its port');

const undoing = (writes: readonly Write[], told: string) => () => {
  sendWrites(writes).then(
    () => tellDone(told),
    (problem: Error) => tellFailed(`Not undone. ${problem.message}`),
  );
};

/** Disassociates one or several addresses; the toast can undo it. */
export function useDisassociate(onDone?: () => void) {
  return useMutation({
    mutationFn: (rows: readonly FloatingIpRow[]) => sendWrites(rows.flatMap(toDisassociate)),
    onSuccess: (_, rows) => {
      const [first] = rows;
      const back = rows.flatMap((row) =>
        row.ports
          .filter((port) => port.uuid !== undefined)
          .slice(0, 1)
          .flatMap((port) => toAssociate({ id: row.id, ports: [] }, port.uuid!, row.fixedIp)),
      );
      tellDone(
        rows.length === 1 && first
          ? `${labelOf(first)} disassociated from ${podOf(first)}`
          : `${rows.length} addresses disassociated`,
        back.length === 0 ? {} : { undo: undoing(back, 'Associated again') },
      );
      onDone?.();
    },
    onError: (problem) => tellFailed(`Not disassociated. ${problem.message}`),
  });
}

/** Associates an address with a port; the toast can undo it. */
export function useAssociate(onDone: () => void) {
  return useMutation({
    mutationFn: ({ row, port, fixedIp }: { row: FloatingIpRow; port: string; portName: string; fixedIp: string }) =>
      sendWrites(toAssociate(row, port, fixedIp === '' ? undefined : fixedIp)),
    onSuccess: (_, { row, port, portName }) => {
      const old = row.ports[0]?.uuid;
      const now = { id: row.id, ports: [{ uuid: port, name: portName }] };
      tellDone(`${labelOf(row)} associated with ${portName}`, {
        undo: undoing(
          old === undefined ? toDisassociate(now) : toAssociate(now, old, row.fixedIp),
          old === undefined ? `${labelOf(row)} disassociated` : `${labelOf(row)} is back on ${podOf(row)}`,
        ),
      });
      onDone();
    },
  });
}
