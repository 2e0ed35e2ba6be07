/** Config objects as the API shows them: stored objects, and objects derived from them. */

import type { Perms2, Ref } from '../model/config/record.ts';
import { CONFIG_TYPES, DERIVED_TYPES, kindOf, type ConfigRecord, type ConfigType } from '../model/config/types.ts';
import type { Json } from '../model/json.ts';
import { type FqName } from '../model/naming/fq-name.ts';
import type { DerivedConfigObject, DerivedConfigObjects } from '../model/oper/derived-config.ts';
import { byFqName, byParent, byRef } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';

/** Types to which there are derived references: an interface's routing instance and tags, a policy's rules. */
const DERIVED_TARGETS: ReadonlySet<string> = new Set(CONFIG_TYPES.filter((type) => kindOf(type).derivedRefs === true));
/** Types of which some objects may not be stored. */
const OFFERED_TYPES: ReadonlySet<string> = new Set(
  CONFIG_TYPES.filter((type) => DERIVED_TYPES.has(type) || kindOf(type).partlyDerived === true),
);

/** An object with its entity tag: the revision, or a content hash of a derived object. */
export interface Found {
  /** The whole object; for a derived one, built on access. */
  readonly record: ConfigRecord;
  /** Its identity; for a derived object without parts that may be long. */
  readonly still: ConfigRecord;
  readonly tag: string;
  readonly derived: DerivedConfigObject | undefined;
}

export interface BackRef {
  readonly record: ConfigRecord;
  readonly attr: Json;
}

export class ConfigObjects {
  private readonly read: Read;
  private readonly consequences: DerivedConfigObjects;
  private readonly beforeDerived: (() => void) | undefined;

  /** `beforeDerived` is called before each access to derived objects. */
  constructor(read: Read, derived: DerivedConfigObjects, beforeDerived?: () => void) {
    this.read = read;
    this.consequences = derived;
    this.beforeDerived = beforeDerived;
  }

  private get derived(): DerivedConfigObjects {
    this.beforeDerived?.();
    return this.consequences;
  }

  find(type: ConfigType, uuid: string): Found | undefined {
    const stored = this.read.get(type, uuid);
    if (stored !== undefined) return asStored(stored);
    if (!OFFERED_TYPES.has(type)) return undefined;
    const derived = this.derived.byUuid(uuid);
    return derived?.still.type === type ? this.asFound(derived) : undefined;
  }

  findAny(uuid: string): Found | undefined {
    for (const type of CONFIG_TYPES) {
      const stored = this.read.get(type, uuid);
      if (stored !== undefined) return asStored(stored);
    }
    const derived = this.derived.byUuid(uuid);
    return derived === undefined ? undefined : this.asFound(derived);
  }

  findByName(type: ConfigType, fqName: FqName): Found | undefined {
    for (const stored of this.read.lookup(byFqName(type), fqName)) return asStored(stored);
    if (!OFFERED_TYPES.has(type)) return undefined;
    const derived = this.derived.byFqName(type, fqName);
    return derived === undefined ? undefined : this.asFound(derived);
  }

  /** Every object of the type. */
  *all(type: ConfigType): Generator<Found> {
    for (const stored of this.read.scan(type)) yield asStored(stored);
    for (const derived of this.derived.list(type)) if (this.isOffered(derived)) yield this.asFound(derived);
  }

  childrenOf(parentUuid: string, type: ConfigType): ConfigRecord[] {
    const children: ConfigRecord[] = [...this.read.lookup(byParent(type), parentUuid)].map(
      (stored) => stored.value as ConfigRecord,
    );
    for (const derived of this.derived.children(parentUuid))
      if (derived.still.type === type && this.isOffered(derived)) children.push(derived.still);
    return children;
  }

  /** The object's references: stored and derived ones. */
  refsOf(record: ConfigRecord): { readonly [R in ConfigType]?: readonly Ref[] } {
    const further = this.derived.derivedRefs(record.type, record.uuid);
    if (further.length === 0) return record.refs;
    const refs: { [R in ConfigType]?: Ref[] } = {};
    for (const [type, list] of Object.entries(record.refs)) refs[type as ConfigType] = [...(list ?? [])];
    const stored = new Set(
      Object.entries(record.refs).flatMap(([type, list]) => (list ?? []).map((ref) => `${type} ${ref.uuid}`)),
    );
    for (const { type, uuid, attr } of further)
      if (!stored.has(`${type} ${uuid}`)) (refs[type] ??= []).push({ uuid, attr });
    return refs;
  }

  /** A list of references from a client, without derived ones: the client read them and sends them back. */
  withoutDerived(record: ConfigRecord, target: ConfigType, refs: readonly Ref[]): readonly Ref[] {
    if (!DERIVED_TARGETS.has(target)) return refs;
    const own = new Set((record.refs[target] ?? []).map((ref) => ref.uuid));
    const derived = new Set(
      this.derived
        .derivedRefs(record.type, record.uuid)
        .filter(({ type, uuid }) => type === target && !own.has(uuid))
        .map(({ uuid }) => uuid),
    );
    return derived.size === 0 ? refs : refs.filter(({ uuid }) => !derived.has(uuid));
  }

  /** The object's permissions, with every project that it is shared with. */
  perms2Of(record: ConfigRecord): Perms2 {
    const further = this.consequences.derivedShares(record.type, record.uuid);
    if (further.length === 0) return record.perms2;
    const stored = new Set(record.perms2.share.map(({ tenant }) => tenant));
    return {
      ...record.perms2,
      share: [...record.perms2.share, ...further.filter(({ tenant }) => !stored.has(tenant))],
    };
  }

  /** Objects of type `by` that refer to the object. */
  referrersOf(type: ConfigType, uuid: string, by: ConfigType): BackRef[] {
    const found = new Map<string, BackRef>();
    for (const stored of this.read.lookup(byRef(by, type), uuid)) {
      const record = stored.value as ConfigRecord;
      found.set(record.uuid, { record, attr: record.refs[type]?.find((ref) => ref.uuid === uuid)?.attr ?? null });
    }
    for (const back of this.derived.refsTo(type, uuid)) {
      if (back.fromType !== by || found.has(back.fromUuid)) continue;
      const from = this.find(by, back.fromUuid);
      if (from !== undefined) found.set(back.fromUuid, { record: from.still, attr: back.attr });
    }
    return [...found.values()];
  }

  /** A stored object replaces a derived one of the same name. */
  private isOffered(derived: DerivedConfigObject): boolean {
    const { type, fq_name: name, uuid } = derived.still;
    return this.read.get(type, uuid) === undefined && this.read.countIn(byFqName(type), name) === 0;
  }

  private asFound(derived: DerivedConfigObject): Found {
    let record: ConfigRecord | undefined;
    // The tag is a hash of the content, which lists do not need.
    return {
      get record() {
        return (record ??= derived.record);
      },
      still: derived.still,
      get tag() {
        return derived.etag;
      },
      derived,
    };
  }
}

function asStored({ value, revision }: { readonly value: ConfigRecord; readonly revision: number }): Found {
  return { record: value, still: value, tag: String(revision), derived: undefined };
}
