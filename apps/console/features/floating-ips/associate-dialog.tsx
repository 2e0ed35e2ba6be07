import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FloatingIpRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { firstRowOf } from '../../data/tables.ts';
import { writeForms } from '../../data/write-forms.ts';
import { portName } from '../../domain-ui/addresses/port-name.ts';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { ErrorBanner, Note } from '../../ui/note.tsx';
import { addressesQuery } from './api.ts';
import { toAssociate } from './form-model.ts';
import { PortPicker } from './port-picker.tsx';
import { labelOf, useAssociate } from './use-association.ts';

/** Chooses the pod's port that an address points to. `row` undefined while open: the address is chosen here too. */
export function AssociateDialog({
  open,
  row,
  onClose,
}: {
  open: boolean;
  row: FloatingIpRow | undefined;
  onClose: () => void;
}) {
  return open ? <OpenDialog key={row?.id ?? ''} row={row} onClose={onClose} /> : null;
}

function OpenDialog({ row, onClose }: { row: FloatingIpRow | undefined; onClose: () => void }) {
  const [address, setAddress] = useState('');
  const [port, setPort] = useState('');
  const [fixedIp, setFixedIp] = useState('');
  const [asked, setAsked] = useState(false);
  const associate = useAssociate(onClose);
  const free = useQuery({ ...addressesQuery(new URLSearchParams({ limit: '200' })), enabled: row === undefined });
  const target = row ?? free.data?.rows.find((one) => one.id === address);
  const writes = target && port !== '' ? toAssociate(target, port, fixedIp === '' ? undefined : fixedIp) : [];
  const old = target?.ports[0];
  const submit = async () => {
    setAsked(true);
    if (!target || port === '') return;
    const found = await firstRowOf('ports', { q: port }).catch(() => undefined);
    associate.mutate({
      row: target,
      port,
      fixedIp,
      portName: found?.pod?.name ?? found?.name ?? port,
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={row ? `Associate ${labelOf(row)}` : 'Associate a floating IP'}
      about={
        "The address stands for the port's own address: what is sent to one arrives at the other, and its route " +
        "leaves with the pool's network."
      }
      actions={
        <>
          <RestButton forms={writeForms(writes)} />
          <span className="fill" />
          <Button size="lg" onClick={onClose}>
            Cancel
          </Button>
          <Button size="lg" kind="primary" disabled={associate.isPending} onClick={() => void submit()}>
            Associate
          </Button>
        </>
      }
    >
      <div className="grid gap-4 pb-1">
        {row === undefined && (
          <Field label="Floating IP" required error={asked && target === undefined ? 'Choose the address.' : undefined}>
            <Combobox
              value={address}
              onChange={setAddress}
              wire
              placeholder="Choose an address"
              emptyNote={free.isPending ? 'Reading addresses' : 'No floating IP.'}
              options={(free.data?.rows ?? []).map((one) => ({
                value: one.id,
                label: labelOf(one),
                detail:
                  one.ports.length === 0
                    ? `${one.pool?.name ?? ''}, not associated`
                    : `on ${one.ports[0] ? portName(one.ports[0]) : 'no port'}`,
              }))}
            />
          </Field>
        )}
        <PortPicker
          port={port}
          fixedIp={fixedIp}
          required
          error={asked && port === '' ? 'Choose the port.' : undefined}
          onChange={(next, fixed) => {
            setPort(next);
            setFixedIp(fixed);
          }}
        />
        {old && (
          <Note tone="warn">
            <b>
              {labelOf(target!)} leaves {portName(old)}.
            </b>{' '}
            Its route then comes from the new port.
          </Note>
        )}
        {associate.error && <ErrorBanner title="Not associated.">{associate.error.message}</ErrorBanner>}
      </div>
    </Dialog>
  );
}
