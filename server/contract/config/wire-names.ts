/** The spelling of types on the wire: `virtual-network` → `virtual-networks`, `virtual_network_refs`, … */

import { CONFIG_TYPES, type ConfigType } from '../../model/config/types.ts';

const underscored = (type: ConfigType): string => type.replaceAll('-', '_');

/** Collection: the plural always ends in `s`. */
export const collectionName = (type: ConfigType): string => `${type}s`;
export const refsField = (type: ConfigType): string => `${underscored(type)}_refs`;
export const childrenField = (type: ConfigType): string => `${underscored(type)}s`;
export const backRefsField = (type: ConfigType): string => `${underscored(type)}_back_refs`;

const byCollection = new Map(CONFIG_TYPES.map((type) => [collectionName(type), type]));
const byRefs = new Map(CONFIG_TYPES.map((type) => [refsField(type), type]));
const byChildren = new Map(CONFIG_TYPES.map((type) => [childrenField(type), type]));

export const typeOfCollection = (name: string): ConfigType | undefined => byCollection.get(name);
export const typeOfRefsField = (field: string): ConfigType | undefined => byRefs.get(field);
export const typeOfChildrenField = (field: string): ConfigType | undefined => byChildren.get(field);
