import { useQueries, useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { pathTo } from '../../app/paths.ts';
import { RouteTargetInput } from '../../domain-ui/routes/route-target-input.tsx';
import { identity, readTarget } from '../../domain-ui/routes/target-list.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field, type FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { vrfsWith } from './api.ts';
import { targetFault } from './form-checks.ts';
import type { NetworkForm } from './form-model.ts';
import type { FormControl } from './use-network-form.ts';

type List = 'both' | 'imports' | 'exports';

/** Routing, Bridging and Policies: route targets in three directions, and the forwarding mode. */
export function RoutingSection({
  control,
  automatic,
  self,
}: {
  control: FormControl;
  automatic: string | undefined;
  self: string | undefined;
}) {
  const { form, set, numbers } = control;
  const wrong = (target: string) => targetFault(target, numbers)?.message;
  const valid = (targets: readonly string[]) => targets.filter((target) => wrong(target) === undefined);
  const replace = (list: List, from: string, to: string) =>
    set({ [list]: form[list].map((target) => (target === from ? to : target)) });
  const error = (list: List): FieldError | undefined => {
    const bad = form[list].find((target) => targetFault(target, numbers) !== undefined);
    const found = control.error(list, (suggestion) => ({
      label: `Use ${suggestion.replace(/^target:/, '')}`,
      apply: () => {
        if (bad !== undefined) replace(list, bad, suggestion);
      },
    }));
    return (
      found && {
        ...found,
        message: (
          <>
            {found.message}
            {bad !== undefined && <Owner target={bad} />}
          </>
        ),
      }
    );
  };
  const editor = (list: List, direction: 'both' | 'import' | 'export', placeholder: string) => (
    <RouteTargetInput
      values={form[list]}
      direction={direction}
      saved={control.was[list]}
      validate={wrong}
      placeholder={placeholder}
      automatic={list === 'both' ? automatic : undefined}
      onChange={(values) => set({ [list]: values })}
      onBlur={control.leave(list)}
    />
  );
  return (
    <div className="grid2">
      <Field
        full
        label={
          <>
            Route targets <span className="muted font-normal">both directions</span>
          </>
        }
        error={error('both')}
        hint={
          `AS:number or IP:number, such as ${numbers.asn}:100. A gateway whose VRF imports one of these gets every ` +
          'address of this network.'
        }
      >
        {editor('both', 'both', `${numbers.asn}:100`)}
      </Field>
      <Field
        label="Import route targets"
        error={error('imports')}
        hint={
          <Sources
            targets={valid([...form.imports, ...form.both])}
            self={self}
            fallback="Default: none. Paste takes a list."
          />
        }
      >
        {editor('imports', 'import', 'AS:number')}
      </Field>
      <Field
        label="Export route targets"
        error={error('exports')}
        hint={<Takers targets={valid([...form.exports, ...form.both])} self={self} />}
      >
        {editor('exports', 'export', 'AS:number or IP:number')}
      </Field>
      <Field
        label="Forwarding mode"
        aside="default: L2 and L3"
        error={control.error('forwardingMode', (suggestion) => ({
          label: 'Use L3 only',
          apply: () => set({ forwardingMode: suggestion as NetworkForm['forwardingMode'] }),
        }))}
      >
        <Select
          value={form.forwardingMode}
          onChange={(event) => set({ forwardingMode: event.target.value as NetworkForm['forwardingMode'] })}
          onBlur={control.leave('forwardingMode')}
          choices={[
            { value: '', label: 'Default' },
            { value: 'l2_l3', label: 'L2 and L3' },
            { value: 'l3', label: 'L3 only' },
            { value: 'l2', label: 'L2 only' },
          ]}
        />
      </Field>
      <Field label="Packet handling" group>
        <div className="choices down">
          <Checkbox
            label="Reverse path forwarding"
            hint="Drops packets whose source has no route back. Default: on."
            checked={form.reversePathForwarding}
            onChange={(event) => set({ reversePathForwarding: event.target.checked })}
          />
          <Checkbox
            label="Allow transit"
            hint="Passes routes on that were themselves imported. Default: off."
            checked={form.allowTransit}
            onChange={(event) => set({ allowTransit: event.target.checked })}
          />
          <Checkbox
            label="Flood unknown unicast"
            hint="Sends frames for unknown MACs to all ports. Default: off."
            checked={form.floodUnknownUnicast}
            onChange={(event) => set({ floodUnknownUnicast: event.target.checked })}
          />
        </div>
      </Field>
    </div>
  );
}

/** The owner of an automatic target, if there is one now. */
function Owner({ target }: { target: string }) {
  const canonical = readTarget(target);
  const found = useQuery({ ...vrfsWith('routeTarget', canonical.text), enabled: canonical.error === undefined });
  const owner = found.data?.rows.find(
    (row) => row.auto !== undefined && identity(row.auto) === identity(canonical.text),
  );
  return owner === undefined ? null : (
    <>
      {' '}
      This one belongs to <AppLink to={pathTo('virtualNetwork', { fqName: owner.fqName })}>{owner.name}</AppLink>.
    </>
  );
}

function useVrfsWith(column: 'export' | 'import', targets: readonly string[], self: string | undefined) {
  const answers = useQueries({ queries: targets.map((target) => vrfsWith(column, target)) });
  const found = new Map<string, string>();
  for (const answer of answers)
    for (const row of answer.data?.rows ?? []) if (row.fqName !== self) found.set(row.fqName, row.name);
  return [...found];
}

/** The networks whose routes an import receives. */
function Sources({
  targets,
  self,
  fallback,
}: {
  targets: readonly string[];
  self: string | undefined;
  fallback: string;
}) {
  const found = useVrfsWith('export', targets, self);
  if (targets.length === 0) return <>{fallback}</>;
  if (found.length === 0) return <>No other VRF exports a target that is imported here.</>;
  return (
    <>
      Routes of <Links names={found} /> come in.
    </>
  );
}

/** The networks that import this network's routes. */
function Takers({ targets, self }: { targets: readonly string[]; self: string | undefined }) {
  const found = useVrfsWith('import', targets, self);
  if (targets.length === 0) return <>Default: none. Paste takes a list.</>;
  if (found.length === 0) return <>No other VRF imports a target that is exported here. Gateways are not counted.</>;
  return (
    <>
      Routes go to <Links names={found} />.
    </>
  );
}

const Links = ({ names }: { names: readonly (readonly [string, string])[] }) => (
  <>
    {names.slice(0, 3).map(([fqName, name], index) => (
      <Fragment key={fqName}>
        {index > 0 && ', '}
        <AppLink to={pathTo('virtualNetwork', { fqName })}>{name}</AppLink>
      </Fragment>
    ))}
    {names.length > 3 && ` and ${names.length - 3} more`}
  </>
);
