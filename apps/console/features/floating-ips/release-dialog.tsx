import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FloatingIpRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { sendWrites } from '../../data/writes.ts';
import { portName } from '../../domain-ui/addresses/port-name.ts';
import { FloatingIpIcon } from '../../domain-ui/objects/icons.tsx';
import { ConfirmDelete } from '../../ui/confirm-delete.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { toRelease } from './form-model.ts';
import { labelOf } from './use-association.ts';

/** Asks for confirmation before addresses are released. */
export function useRelease(onDone?: () => void) {
  const [rows, setRows] = useState<readonly FloatingIpRow[]>([]);
  const release = useMutation({
    mutationFn: () => sendWrites(toRelease(rows)),
    onSuccess: () => {
      tellDone(rows.length === 1 ? `${labelOf(rows[0]!)} released` : `${rows.length} addresses released`);
      setRows([]);
      onDone?.();
    },
  });
  const used = rows.filter((row) => row.ports.length > 0);
  const [first] = rows;
  const dialog = (
    <ConfirmDelete
      open={rows.length > 0}
      onClose={() => setRows([])}
      busy={release.isPending}
      failure={release.error?.message}
      onConfirm={() => release.mutate()}
      question={rows.length === 1 && first ? `Release ${labelOf(first)}?` : `Release ${rows.length} addresses?`}
      consequence={
        used.length === 0
          ? rows.length === 1
            ? 'The address goes back to its pool.'
            : 'The addresses go back to their pools.'
          : `${used.length === 1 ? '1 pod' : `${used.length} pods`} can no longer be reached from outside by ` +
            `${used.length === 1 ? 'it' : 'them'}. The ${used.length === 1 ? 'route is' : 'routes are'} withdrawn.`
      }
      dependents={rows.map((row) => ({
        id: row.id,
        depth: 0,
        icon: <FloatingIpIcon className="small" />,
        name: <span className="wire">{labelOf(row)}</span>,
        detail: row.ports[0] ? portName(row.ports[0]) : 'not associated',
        fate: row.ports.length > 0 ? 'released, route withdrawn' : 'released',
        tone: 'bad' as const,
      }))}
      verb={rows.length === 1 ? 'Release address' : `Release ${rows.length} addresses`}
    />
  );
  return {
    start: (chosen: readonly FloatingIpRow[]) => {
      release.reset();
      setRows(chosen);
    },
    dialog,
  };
}
