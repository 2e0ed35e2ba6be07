/**
 * What all config objects share, in the store's form: wire names, but references by uuid only
 * (`to`, `href` and back references are computed when an object is rendered).
 */

import type { Json, JsonObject } from '../json.ts';
import type { FqName } from '../naming/fq-name.ts';
import type { ConfigType } from './names.ts';

/** A reference to another config object. It may dangle: that is a state, not an error. */
export interface Ref {
  readonly uuid: string;
  readonly attr: Json;
}

/** The part of Contrail's id_perms that is not computed from the uuid. Times are UTC, `2026-01-31T12:00:00.000000`. */
export interface IdPerms {
  readonly enable: boolean;
  readonly created: string;
  readonly last_modified: string;
  readonly description?: string;
  readonly user_visible: boolean;
  readonly creator?: string;
}

/** Access bits: read 4, write 2, refer (link) 1. */
export interface Share {
  readonly tenant: string;
  readonly tenant_access: number;
}

export interface Perms2 {
  readonly owner: string;
  readonly owner_access: number;
  readonly global_access: number;
  readonly share: readonly Share[];
}

export interface KeyValuePairs {
  readonly key_value_pair: readonly { readonly key: string; readonly value: string }[];
}

/**
 * The owner of each element of the object. Keys are element paths: `refs/network-policy/<uuid>`,
 * `props/route_target_list/target:1:2`, `annotations/<key>`, `share/<tenant>`, `props/<leaf>`. A controller removes
 * only elements under its own name. `*` owns everything without an entry (in an object that a controller created); the
 * empty string stands for a user.
 */
export type ElementOwners = { readonly [elementPath: string]: string };

export interface ConfigRecordBase<T extends ConfigType, Props> {
  readonly type: T;
  readonly uuid: string;
  readonly fq_name: FqName;
  /** Absent for children of config-root. */
  readonly parent_type?: ConfigType;
  readonly parent_uuid?: string;
  readonly display_name: string;
  readonly id_perms: IdPerms;
  readonly perms2: Perms2;
  readonly annotations?: KeyValuePairs;
  readonly refs: { readonly [R in ConfigType]?: readonly Ref[] };
  /** The type's own properties, as on the wire: those of Contrail's schema. */
  readonly props: Props;
  /**
   * Numbers allocated for this object (network id, auto route-target number, label, …). Not on the wire in this form.
   */
  readonly allocated?: { readonly [what: string]: number | string };
  readonly owners?: ElementOwners;
  /**
   * Positions of items in list properties, property → a text for each item; absent: at their index. Set by
   * prop-collection-update.
   */
  readonly positions?: { readonly [property: string]: readonly string[] };
  /** uuids that can be deleted despite this object's reference (ref-relax-for-delete). */
  readonly relaxed?: readonly string[];
  /** An object that always exists: it may be edited if its rules allow it, but never deleted. */
  readonly system?: boolean;
}

/** Properties of a type without rules beyond its schema. */
export type OpenProps = JsonObject;
