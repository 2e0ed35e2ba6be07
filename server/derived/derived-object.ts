/**
 * Builds a derived config record. Its etag is a hash of its content, computed on demand. Lists that grow with other
 * objects are added whenever the record is read, and are not compared when two records are.
 */

import type { ConfigRecordBase, IdPerms } from '../model/config/record.ts';
import type { ConfigRecord, ConfigRecordOf, ConfigType, PropsOf } from '../model/config/types.ts';
import { shortName, type FqName } from '../model/naming/fq-name.ts';
import { sha1 } from '../model/naming/sha1.ts';
import { utf8Bytes } from '../model/naming/utf8.ts';
import type { DerivedConfigObject } from '../model/oper/derived-config.ts';

export interface DerivedParts<T extends ConfigType> {
  readonly type: T;
  readonly uuid: string;
  readonly fqName: FqName;
  readonly parent?: ConfigRecord;
  readonly props: PropsOf<T>;
  readonly refs?: ConfigRecordBase<T, PropsOf<T>>['refs'];
  /** The object from which this one is derived; it has the same times and permissions. */
  readonly follows?: ConfigRecord;
  /** Replaces `props` and `refs` whenever the record is read. */
  readonly onRead?: () => {
    readonly props?: PropsOf<T>;
    readonly refs?: ConfigRecordBase<T, PropsOf<T>>['refs'];
  };
}

const EPOCH: IdPerms = {
  enable: true,
  created: '1970-01-01T00:00:00.000000',
  last_modified: '1970-01-01T00:00:00.000000',
  user_visible: true,
};

export function derivedObject<T extends ConfigType>(parts: DerivedParts<T>): DerivedConfigObject {
  const { follows, parent } = parts;
  const record: ConfigRecordBase<T, PropsOf<T>> = {
    type: parts.type,
    uuid: parts.uuid,
    fq_name: parts.fqName,
    ...(parent === undefined ? {} : { parent_type: parent.type, parent_uuid: parent.uuid }),
    display_name: shortName(parts.fqName),
    id_perms:
      follows === undefined
        ? EPOCH
        : { ...EPOCH, created: follows.id_perms.created, last_modified: follows.id_perms.last_modified },
    perms2:
      follows === undefined
        ? { owner: 'cloud-admin', owner_access: 7, global_access: 0, share: [] }
        : { owner: follows.perms2.owner, owner_access: 7, global_access: 0, share: [] },
    refs: parts.refs ?? {},
    props: parts.props,
  };
  return new DerivedObject(
    record as unknown as ConfigRecordOf<T> & ConfigRecord,
    follows === undefined ? undefined : { type: follows.type, uuid: follows.uuid, fqName: follows.fq_name },
    parts.onRead,
  );
}

/** Two are equal if their stored parts are: what is added on reading, and the etag, are not own properties. */
class DerivedObject implements DerivedConfigObject {
  readonly still: ConfigRecord;
  readonly follows: DerivedConfigObject['follows'];
  readonly #onRead: (() => object) | undefined;

  constructor(still: ConfigRecord, follows: DerivedConfigObject['follows'], onRead: (() => object) | undefined) {
    this.still = still;
    this.follows = follows;
    this.#onRead = onRead;
  }

  get record(): ConfigRecord {
    return this.#onRead === undefined ? this.still : ({ ...this.still, ...this.#onRead() } as ConfigRecord);
  }

  get etag(): string {
    return contentHash(this.record);
  }
}

function contentHash(value: unknown): string {
  let text = '';
  for (const byte of sha1(utf8Bytes(JSON.stringify(value)))) text += byte.toString(16).padStart(2, '0');
  return text;
}
