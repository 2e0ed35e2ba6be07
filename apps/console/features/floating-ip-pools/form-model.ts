/** The pool form: its values and its writes. Pure. */

import { objectNameFault } from '../../../../server/engine/validation/object-name.ts';
import type { WireObject } from '../../data/config-objects.ts';
import { sharesFor, tenantUuid } from '../../data/sharing.ts';
import type { Write } from '../../data/writes.ts';
import { formFault, type FormFault } from '../../domain-ui/objects/form-fault.ts';

export type PoolForm = {
  /** Colon-joined name of the network; locked after creation. */
  network: string;
  name: string;
  description: string;
  /** uuids of the network's subnets; empty: all of them. */
  subnets: string[];
  /** uuids of the projects that may allocate addresses, besides the network's own. */
  shares: string[];
};
/** Labels of the fields. */
export const FIELD_WORDS: Readonly<Record<keyof PoolForm, string>> = {
  network: 'Network',
  name: 'Name',
  description: 'Description',
  subnets: 'Subnets',
  shares: 'Projects that it is shared with',
};
export type StoredPool = WireObject<'floating-ip-pool'>;
export type PoolField = keyof PoolForm;
export type Faults = Partial<Record<PoolField, FormFault>>;

export const blank = (network = ''): PoolForm => ({ network, name: '', description: '', subnets: [], shares: [] });

export function fromRecord(pool: StoredPool): PoolForm {
  return {
    network: pool.fq_name.slice(0, -1).join(':'),
    name: pool.fq_name.at(-1) ?? '',
    description: pool.id_perms?.description ?? '',
    subnets: [...(pool.floating_ip_pool_subnets?.subnet_uuid ?? [])],
    shares: (pool.perms2?.share ?? []).map((share) => tenantUuid(share.tenant)),
  };
}

/** The project that owns the pool: that of its network. */
export const ownerOf = (network: string): string => network.split(':').slice(0, -1).join(':');

/** The errors that prevent saving. `taken`: names of the network's existing pools. */
export function faultsOf(form: PoolForm, taken: readonly string[], editing: boolean): Faults {
  if (editing) return {};
  const faults: Faults = {};
  if (form.network === '') faults.network = { message: 'Choose the network whose addresses the pool gives.' };
  const name = form.name.trim();
  const fault = objectNameFault(name);
  if (fault?.code === 'name/missing') faults.name = { message: 'The pool needs a name.' };
  else if (fault !== undefined) faults.name = formFault(fault);
  else if (taken.includes(name)) faults.name = { message: `This network already has a pool named ${name}.` };
  return faults;
}

/** The write for a new pool. */
export function toCreate(form: PoolForm, uuid: string): Write[] {
  const description = form.description.trim();
  return [
    {
      method: 'POST',
      path: '/config/floating-ip-pools',
      body: {
        'floating-ip-pool': {
          uuid,
          fq_name: [...form.network.split(':'), form.name.trim()],
          parent_type: 'virtual-network',
          ...(description === '' ? {} : { id_perms: { enable: true, description } }),
          ...(form.subnets.length === 0 ? {} : { floating_ip_pool_subnets: { subnet_uuid: form.subnets } }),
          ...(form.shares.length === 0 ? {} : { perms2: { share: sharesFor(form.shares) } }),
        },
      },
    },
  ];
}

/** The write that changes the stored pool to the form's values; empty if nothing differs. */
export function toUpdate(form: PoolForm, stored: StoredPool, etag: string | undefined): Write[] {
  const changed = new Set(changesOf(form, fromRecord(stored)));
  if (changed.size === 0) return [];
  const fields = {
    ...(changed.has('description') ? { id_perms: { ...stored.id_perms, description: form.description.trim() } } : {}),
    ...(changed.has('subnets') ? { floating_ip_pool_subnets: { subnet_uuid: form.subnets } } : {}),
    ...(changed.has('shares')
      ? { perms2: { ...stored.perms2, share: sharesFor(form.shares, stored.perms2?.share) } }
      : {}),
  };
  return [
    {
      method: 'PUT',
      path: `/config/floating-ip-pool/${stored.uuid}`,
      body: { 'floating-ip-pool': fields },
      ...(etag === undefined ? {} : { ifMatch: etag }),
    },
  ];
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

/** The changed fields. */
export function changesOf(form: PoolForm, was: PoolForm): PoolField[] {
  const fields: PoolField[] = [];
  if (form.network !== was.network) fields.push('network');
  if (form.name.trim() !== was.name) fields.push('name');
  if (form.description.trim() !== was.description) fields.push('description');
  if (!sameSet(form.subnets, was.subnets)) fields.push('subnets');
  if (!sameSet(form.shares, was.shares)) fields.push('shares');
  return fields;
}

/** The fields for the server's problems. */
export const problemFields: Readonly<Record<string, PoolField>> = {
  '/floating-ip-pool/fq_name': 'name',
  '/floating-ip-pool/parent_type': 'network',
  '/floating-ip-pool/id_perms': 'description',
  '/floating-ip-pool/floating_ip_pool_subnets': 'subnets',
  '/floating-ip-pool/perms2': 'shares',
};
