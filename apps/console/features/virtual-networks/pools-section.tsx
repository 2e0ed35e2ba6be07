import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import { tableOf } from '../../data/tables.ts';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Note } from '../../ui/note.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { PUBLIC_POOL } from './form-model.ts';
import type { FormControl } from './use-network-form.ts';

/** The network's floating IP pools: existing ones, and those created by the save. */
export function PoolsSection({
  control,
  network,
  newKey,
}: {
  control: FormControl;
  network: string | undefined;
  newKey: () => string;
}) {
  const { form, set } = control;
  const pools = useQuery({ ...poolsOf(network ?? ''), enabled: network !== undefined });
  const stored = form.pools.filter((pool) => pool.uuid !== undefined);
  const added = form.pools.filter((pool) => pool.uuid === undefined);
  return (
    <div className="grid gap-4 form-col">
      {control.shown['pools'] !== undefined && <Note tone="bad">{control.shown['pools']}</Note>}
      {stored.length > 0 && (
        <ul className="box" aria-label="Floating IP pools of this network">
          {stored.map((pool) => {
            const row = pools.data?.rows.find((one) => one.id === pool.uuid);
            return (
              <li key={pool.key} className="row loose h-9 px-3.5 border-b border-line last:border-b-0">
                <AppLink className="medium" to={pathTo('floatingIpPool', { fqName: row?.fqName ?? pool.uuid! })}>
                  {pool.name}
                </AppLink>
                {row && (
                  <span className="muted">
                    {row.used} of {row.capacity} used
                    {row.sharedWith.length > 0 &&
                      `, shared with ${row.sharedWith.map((project) => project.name).join(', ')}`}
                  </span>
                )}
                <span className="fill" />
                {row && <StateBadge state={row.state} />}
              </li>
            );
          })}
        </ul>
      )}
      {added.map((pool, index) => (
        <div key={pool.key} className="flex items-start gap-2">
          <div className="w-[360px]">
            <Field
              label={added.length === 1 ? 'New pool' : `New pool ${index + 1}`}
              required
              hint="Draws from all subnets of this network. Sharing is set on the pool's own page."
              error={control.error(`pool.${pool.key}`, (suggestion) => ({
                label: `Use ${suggestion}`,
                apply: () =>
                  set((now) => ({
                    pools: now.pools.map((one) => (one.key === pool.key ? { ...one, name: suggestion } : one)),
                  })),
              }))}
            >
              <TextInput
                wire
                value={pool.name}
                placeholder="pool-ns-default"
                onChange={(event) =>
                  set((now) => ({
                    pools: now.pools.map((one) => (one.key === pool.key ? { ...one, name: event.target.value } : one)),
                  }))
                }
                onBlur={control.leave(`pool.${pool.key}`)}
              />
            </Field>
          </div>
          <div className="pt-[23px]">
            <IconButton
              name={`Remove new pool ${pool.name || index + 1}`}
              icon={<X className="small" />}
              onClick={() => set((now) => ({ pools: now.pools.filter((one) => one.key !== pool.key) }))}
            />
          </div>
        </div>
      ))}
      {form.external && form.pools.length === 0 && (
        <Note tone="info">
          <b>The pool {PUBLIC_POOL} is created with this save,</b> because the network is External and has none.
        </Note>
      )}
      {form.pools.length === 0 && !form.external && (
        <p className="muted">
          No pool. Floating IPs are drawn from a pool of the network that has the public addresses.
        </p>
      )}
      <div>
        <Button
          icon={<Plus className="small" />}
          onClick={() => set((now) => ({ pools: [...now.pools, { key: newKey(), name: '' }] }))}
        >
          Add pool
        </Button>
      </div>
    </div>
  );
}

/** The pools of one network, as the list of pools has them. */
export const poolsOf = (network: string) =>
  tableOf('floating-ip-pools', new URLSearchParams({ filter: `network:${network}`, limit: '200' }));
