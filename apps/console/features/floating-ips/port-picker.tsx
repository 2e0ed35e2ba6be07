import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PortRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { PodIcon, PortIcon } from '../../domain-ui/objects/icons.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { portChoices } from './api.ts';

const nameOf = (port: PortRow): string => port.pod?.key ?? port.name;

/** The pod's port that gets the address, found by pod, namespace or address; and which of its addresses is mapped. */
export function PortPicker({
  port,
  fixedIp,
  onChange,
  required,
  error,
  optional,
}: {
  port: string;
  fixedIp: string;
  onChange: (port: string, fixedIp: string) => void;
  required?: boolean;
  error?: string | undefined;
  optional?: boolean;
}) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), 150);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery(portChoices(asked));
  const [chosen, setChosen] = useState<PortRow | undefined>(undefined);
  const rows = found.data?.rows ?? [];
  const shown =
    chosen !== undefined && chosen.id === port && !rows.some((row) => row.id === port) ? [chosen, ...rows] : rows;
  const current = shown.find((row) => row.id === port);
  return (
    <>
      <Field
        label="Port"
        required={required ?? false}
        aside={optional ? 'optional' : undefined}
        error={error}
        hint={
          optional
            ? 'Associates the address right away. Find it by pod, namespace or address.'
            : 'Find it by pod, namespace or address.'
        }
      >
        <Combobox
          value={port}
          placeholder="Choose a pod's port"
          onSearch={setTyped}
          clearable={optional ?? false}
          emptyNote={
            found.isPending
              ? 'Reading ports'
              : found.error
                ? `Could not read the ports: ${found.error.message}`
                : 'No port matches.'
          }
          onChange={(value) => {
            setChosen(shown.find((row) => row.id === value));
            onChange(value, '');
          }}
          options={shown.map((row) => ({
            value: row.id,
            label: nameOf(row),
            icon: row.pod ? <PodIcon className="small" /> : <PortIcon className="small" />,
            detail: [row.addresses.join(', ') || 'no address', row.node]
              .filter((part) => part !== undefined)
              .join(' · '),
            keywords: `${row.network?.name ?? ''} ${row.mac ?? ''} ${row.fqName}`,
            blocked: row.addresses.length === 0 ? 'has no address yet' : undefined,
          }))}
        />
      </Field>
      {current && current.addresses.length > 1 && (
        <Field
          label="Map fixed IP"
          aside="default: the first"
          hint="The pod's address that the floating IP stands for."
        >
          <Select
            value={fixedIp}
            onChange={(event) => onChange(port, event.target.value)}
            choices={[
              { value: '', label: `${current.addresses[0]} (default)` },
              ...current.addresses.map((address) => ({ value: address, label: address })),
            ]}
          />
        </Field>
      )}
    </>
  );
}
