/** Type → its declaration. Does not compile if `kinds.ts` omits a type. */

import * as kinds from './kinds.ts';
import type { ConfigKind, PropertiesOf } from './kinds/config-kind.ts';
import { CONFIG_TYPES, isConfigType, type ConfigType } from './names.ts';
import type { ConfigRecordBase } from './record.ts';

export { CONFIG_TYPES, isConfigType, type ConfigType };

export const CONFIG_KINDS: typeof kinds = { ...kinds };

const DECLARED: { readonly [T in ConfigType]: ConfigKind<T> } = CONFIG_KINDS;

type PropsByType = { readonly [T in ConfigType]: PropertiesOf<(typeof CONFIG_KINDS)[T]> };

/** The declaration of any type. */
export function kindOf<T extends ConfigType>(type: T): ConfigKind<T> {
  return DECLARED[type] as ConfigKind<T>;
}

/** Types with derived objects. */
export const DERIVED_TYPES: ReadonlySet<string> = new Set(CONFIG_TYPES.filter((type) => kindOf(type).derived === true));

export type PropsOf<T extends ConfigType> = PropsByType[T];
export type ConfigRecordOf<T extends ConfigType> = T extends ConfigType ? ConfigRecordBase<T, PropsByType[T]> : never;
export type ConfigRecord = ConfigRecordOf<ConfigType>;

export type Project = ConfigRecordOf<'project'>;
export type VirtualNetwork = ConfigRecordOf<'virtual-network'>;
export type FloatingIpPool = ConfigRecordOf<'floating-ip-pool'>;
export type FloatingIp = ConfigRecordOf<'floating-ip'>;
export type VirtualMachine = ConfigRecordOf<'virtual-machine'>;
export type VirtualMachineInterface = ConfigRecordOf<'virtual-machine-interface'>;
export type InstanceIp = ConfigRecordOf<'instance-ip'>;
export type VirtualRouter = ConfigRecordOf<'virtual-router'>;
export type BgpRouter = ConfigRecordOf<'bgp-router'>;
