/** Records for tests, put straight into a store: what config operations and kube-manager would have written. */

import type { PolicyAddress, PolicyRule } from '../../model/config/policy.ts';
import type { ConfigRecordBase } from '../../model/config/record.ts';
import type { ConfigRecordOf, ConfigType, PropsOf } from '../../model/config/types.ts';
import type { ObjectMeta } from '../../model/kube/types.ts';
import { fqNameKey, type FqName } from '../../model/naming/fq-name.ts';
import { uuidV5 } from '../../model/naming/uid.ts';
import type { Transaction, Transactor } from '../../store/store.ts';

const SPACE = 'b1f8d7a0-3c0e-4f3b-8f0e-5d2f6d1c9a11';
export const TEST_ORIGIN = { actor: 'operator', source: 'config' } as const;

/** The same name always has the same uuid. */
export function idOf(type: string, name: string): string {
  return uuidV5(SPACE, `${type} ${name}`);
}

export function record<T extends ConfigType>(
  type: T,
  fqName: FqName,
  rest: Partial<Omit<ConfigRecordBase<T, PropsOf<T>>, 'type' | 'fq_name'>> = {},
): ConfigRecordOf<T> {
  const value: ConfigRecordBase<T, PropsOf<T>> = {
    type,
    uuid: idOf(type, fqNameKey(fqName)),
    fq_name: fqName,
    display_name: fqName.at(-1) ?? '',
    id_perms: {
      enable: true,
      created: '2026-01-31T12:00:00.000000',
      last_modified: '2026-01-31T12:00:00.000000',
      user_visible: true,
    },
    perms2: { owner: 'cloud-admin', owner_access: 7, global_access: 0, share: [] },
    refs: {},
    props: {} as PropsOf<T>,
    ...rest,
  };
  return value as unknown as ConfigRecordOf<T>;
}

export function put<T extends ConfigType>(transaction: Transaction, value: ConfigRecordOf<T>): string {
  transaction.put(value.type, value.uuid, value as never);
  return value.uuid;
}

export function write<R>(store: Transactor, body: (transaction: Transaction) => R): R {
  return store.transact(TEST_ORIGIN, body).result;
}

export function meta(name: string, namespace?: string, rest: Partial<ObjectMeta> = {}): ObjectMeta {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: idOf('kube', `${namespace ?? ''}/${name}/${rest.generateName ?? ''}`),
    creationTimestamp: '2026-01-31T12:00:00Z',
    ...rest,
  };
}

const ANY = [{ start_port: -1, end_port: -1 }];

/** A rule as kube-manager writes them: `<>`, any protocol, any ports. */
export function rule(source: PolicyAddress, destination: PolicyAddress, action: 'pass' | 'deny' = 'pass'): PolicyRule {
  return {
    rule_uuid: '',
    direction: '<>',
    protocol: 'any',
    src_addresses: [source],
    src_ports: ANY,
    dst_addresses: [destination],
    dst_ports: ANY,
    action_list: { simple_action: action },
  };
}

export const network = (name: string): PolicyAddress => ({ virtual_network: name });
export const holdersOf = (policy: string): PolicyAddress => ({ network_policy: policy });
