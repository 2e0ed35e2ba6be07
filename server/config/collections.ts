/** Properties with items that can be changed one by one, per type: lists, and maps with the member that is the key. */

import type { Collection } from '../model/config/kinds/config-kind.ts';
import { kindOf, type ConfigType } from '../model/config/types.ts';
import { own } from '../model/own.ts';

const ANNOTATIONS: Collection = { items: 'key_value_pair', key: 'key' };

/** The collection under this property of the type; undefined if it is a single value. */
export function collectionOf(type: ConfigType, field: string): Collection | undefined {
  return field === 'annotations' ? ANNOTATIONS : own(kindOf(type).collections, field);
}
