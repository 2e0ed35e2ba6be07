/** Type → its rules. Does not compile if `kinds.ts` omits a type. */

import type { ConfigType } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';
import * as kinds from './kinds.ts';

export const RULES: { readonly [T in ConfigType]: ResourceRules<T> } = { ...kinds };

/** The rules of a type. */
export function rulesOf<T extends ConfigType>(type: T): ResourceRules<T> {
  return RULES[type] as ResourceRules<T>;
}
