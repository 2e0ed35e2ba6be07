/** System-wide settings that other rules depend on. */

import { GLOBAL_SYSTEM_CONFIG, globalAsnOf } from '../model/config/global.ts';
import type { Read } from '../store/store.ts';
import { findByFqName } from './records.ts';
import type { RecordOf } from './rules.ts';

export function globalSystemConfig(read: Read): RecordOf<'global-system-config'> | undefined {
  return findByFqName(read, 'global-system-config', GLOBAL_SYSTEM_CONFIG);
}

/** The global autonomous system number. */
export function globalAsn(read: Read): number {
  return globalAsnOf(globalSystemConfig(read)?.props);
}

/** Whether numbers above 65535 may be configured. */
export function fourByteAsnEnabled(read: Read): boolean {
  return globalSystemConfig(read)?.props.enable_4byte_as === true;
}
