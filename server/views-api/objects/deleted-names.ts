/**
 * Which config objects of a name were deleted, and under which uuid their history is: what a page asks whose address names an
 * object that is no more. Follows durable deletions as far back as the watch ring reaches, the newest of each name.
 */
import { isConfigType, type ConfigRecord } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import type { ChangeSet, Store } from '../../store/store.ts';

/** Names that are remembered; the oldest go first. */
const MOST = 10_000;

export class DeletedNames {
  readonly #keys = new Map<string, string>();
  readonly #stop: () => void;

  constructor(store: Store) {
    const watch = store.watch(store.oldestRevision, (changeSet) => this.#note(changeSet));
    this.#stop = watch.gone ? () => undefined : watch.stop;
  }

  /** The uuid under which the history of the deleted object is; floating IPs go by their address too. */
  keyOf(kind: Kind, name: string): string | undefined {
    return this.#keys.get(`${kind} ${name}`);
  }

  close(): void {
    this.#stop();
  }

  #note({ changes }: ChangeSet): void {
    for (const { kind, key, old, new: next } of changes) {
      if (next !== undefined || old === undefined || !isConfigType(kind)) continue;
      const record = old.value as unknown as ConfigRecord;
      this.#remember(`${kind} ${formatFqName(record.fq_name)}`, key);
      if (record.type === 'floating-ip' && record.props.floating_ip_address !== undefined) this.#remember(`${kind} ${record.props.floating_ip_address}`, key);
    }
  }

  #remember(name: string, key: string): void {
    this.#keys.delete(name);
    this.#keys.set(name, key);
    if (this.#keys.size > MOST) {
      const [oldest] = this.#keys.keys();
      this.#keys.delete(oldest!);
    }
  }
}
