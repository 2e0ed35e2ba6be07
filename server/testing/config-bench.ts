/** A store with the system objects, for tests of the rules. */

import { expect } from 'vitest';
import { createObject } from '../config/operations/operations.ts';
import { provisionSystem } from '../config/operations/system-objects.ts';
import { findByFqName } from '../config/records.ts';
import type { NewObject, RecordOf } from '../config/rules.ts';
import type { WriteContext } from '../config/write-context.ts';
import type { Ref } from '../model/config/record.ts';
import type { ConfigType } from '../model/config/types.ts';
import type { Json } from '../model/json.ts';
import { uuidV5 } from '../model/naming/uid.ts';
import { Problem } from '../model/problem.ts';
import type { Store } from '../store/store.ts';
import { createMemoryStore } from './memory-store.ts';

export const DP = ['default-domain', 'default-project'];
const ORIGIN = { actor: 'operator', source: 'config' };

export interface Bench {
  readonly store: Store;
  /** One transaction of a person, or of a controller. */
  run<T>(body: (context: WriteContext) => T, owner?: string): T;
  create<T extends ConfigType>(type: T, name: string | readonly string[], fields?: Partial<NewObject<T>>): RecordOf<T>;
  /** A network with subnets, each as `10.1.0.0/24` or with members of its own. */
  network(
    name: string,
    subnets: readonly (string | { readonly cidr: string; readonly [member: string]: unknown })[],
    fields?: Partial<NewObject<'virtual-network'>>,
  ): RecordOf<'virtual-network'>;
  get<T extends ConfigType>(type: T, uuid: string): RecordOf<T>;
}

export function startBench(asn = 60_100): Bench {
  const store = createMemoryStore();
  let count = 0;
  const mint = { uuid: () => uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', String(++count)) };
  const run: Bench['run'] = (body, owner) =>
    store.transact(ORIGIN, (transaction) => body({ transaction, mint, ...(owner === undefined ? {} : { owner }) }))
      .result;
  run((context) => provisionSystem(context, { asn }));
  const create: Bench['create'] = (type, name, fields = {}) =>
    run((context) => createObject(context, type, { fq_name: typeof name === 'string' ? [name] : name, ...fields }));
  const bench: Bench = {
    store,
    run,
    create,
    network: (name, subnets, fields = {}) =>
      create('virtual-network', [...DP, name], {
        ...fields,
        refs: { ...fields.refs, 'network-ipam': [subnetRef(store, subnets)] },
      }),
    get: (type, uuid) => store.get(type, uuid)!.value as unknown as RecordOf<typeof type>,
  };
  return bench;
}

/** A reference to default-network-ipam with these subnets. */
export function subnetRef(
  store: Store,
  subnets: readonly (string | { readonly cidr: string; readonly [member: string]: unknown })[],
): Ref {
  const ipam = findByFqName(store, 'network-ipam', [...DP, 'default-network-ipam'])!;
  const entries = subnets.map((each) => {
    const { cidr, ...more } = typeof each === 'string' ? { cidr: each } : each;
    const [prefix = '', length] = cidr.split('/');
    return { subnet: { ip_prefix: prefix, ip_prefix_len: Number(length) }, ...more };
  });
  return { uuid: ipam.uuid, attr: { ipam_subnets: entries } as unknown as Json };
}

export const to = (record: { readonly uuid: string }, attr: Json = null): Ref => ({ uuid: record.uuid, attr });

/** What an operation was refused with: `409 IP address already in use`. */
export function refusalOf(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    return `${(error as Problem).status} ${(error as Problem).detail}`;
  }
  return 'accepted';
}
