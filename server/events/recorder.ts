/**
 * Writes what is told as events, as the correlator of client-go does: the same of the same object is counted, and of
 * many alike that differ in their message only the first are kept one by one.
 */

import type { Mint } from '../config/write-context.ts';
import { kubeTime } from '../kube/kube-time.ts';
import { apiVersionOf } from '../model/kube/resources.ts';
import { kubeKey, type KubeObjectOf } from '../model/kube/types.ts';
import type { Read, Stored, Transaction } from '../store/store.ts';
import type { EventStore } from './event-store.ts';
import type { Told } from './told.ts';

type Event = KubeObjectOf<'Event'>;

/** Events alike that are kept one by one within so many ms, and what begins the message of the one for all others. */
const ALIKE = 10;
const ALIKE_MS = 600_000;
const COMBINED = '(combined from similar events): ';
/** Where events about cluster-wide objects are. */
const OF_CLUSTER = 'default';
/** Characters of a message: it may quote what somebody wrote. */
const LONGEST_MESSAGE = 1024;
/** Characters of an object's name in the name of an event, which is a DNS subdomain. */
const LONGEST_NAME = 236;
const ORIGIN = { actor: 'system', source: 'events' };

export interface ToldAt extends Told {
  /** UTC, ISO 8601. */
  readonly time: string;
}

export class Recorder {
  readonly #events: EventStore;
  readonly #main: Read;
  readonly #mint: Mint;
  #count = 0;

  constructor(events: EventStore, main: Read, mint: Mint) {
    this.#events = events;
    this.#main = main;
    this.#mint = mint;
  }

  /** In one transaction. What is told of objects in a namespace that is gone, or going, is not written. */
  write(all: readonly ToldAt[]): void {
    this.#events.store.transact(ORIGIN, (transaction) => {
      const written = new Map<string, Stored<'kube/Event'>>();
      for (const told of all) {
        const namespace = told.about.namespace ?? OF_CLUSTER;
        if (!this.#takes(namespace)) continue;
        const key = this.#write(transaction, told, namespace, written);
        written.set(key, transaction.get('kube/Event', key)!);
      }
    });
  }

  #takes(namespace: string): boolean {
    const found = this.#main.get('kube/Namespace', namespace)?.value;
    return found !== undefined && found.metadata.deletionTimestamp === undefined;
  }

  #write(
    transaction: Transaction,
    told: ToldAt,
    namespace: string,
    written: ReadonlyMap<string, Stored<'kube/Event'>>,
  ): string {
    const message = told.message.slice(0, LONGEST_MESSAGE);
    const earlier = [...this.#events.of(told.about), ...written.values()];
    const alike: Stored<'kube/Event'>[] = [];
    for (const { key } of earlier) {
      const event = transaction.get('kube/Event', key);
      if (event === undefined || !isAlike(event.value, told)) continue;
      if (event.value.message === message) return this.#again(transaction, event, told, message);
      alike.push(event);
    }
    const since = Date.parse(told.time) - ALIKE_MS;
    const recent = alike.filter(({ value }) => Date.parse(value.lastTimestamp ?? '') > since);
    if (recent.length < ALIKE) return this.#first(transaction, told, namespace, message);
    const combined = recent.find(({ value }) => isCombined(value));
    const of = (COMBINED + message).slice(0, LONGEST_MESSAGE);
    return combined === undefined
      ? this.#first(transaction, told, namespace, of)
      : this.#again(transaction, combined, told, of);
  }

  #again(transaction: Transaction, { key, value }: Stored<'kube/Event'>, told: ToldAt, message: string): string {
    const count = (value.count ?? 1) + 1;
    transaction.put('kube/Event', key, { ...value, message, count, lastTimestamp: kubeTime(told.time) });
    return key;
  }

  #first(transaction: Transaction, told: ToldAt, namespace: string, message: string): string {
    const time = kubeTime(told.time);
    // As client-go: the object's name and nanoseconds. Those within a millisecond are numbered.
    const nanoseconds = BigInt(Date.parse(told.time)) * 1_000_000n + BigInt(this.#count++ % 1_000_000);
    const name = `${told.about.name.slice(0, LONGEST_NAME)}.${nanoseconds.toString(16).padStart(16, '0')}`;
    const key = kubeKey(namespace, name);
    transaction.put('kube/Event', key, {
      kind: 'Event',
      apiVersion: apiVersionOf('Event'),
      metadata: { name, namespace, uid: this.#mint.uuid(), creationTimestamp: time },
      involvedObject: told.about,
      reason: told.reason,
      message,
      source: { component: told.component, ...(told.host === undefined ? {} : { host: told.host }) },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type: told.type,
      eventTime: null,
      reportingComponent: told.component,
      reportingInstance: told.host ?? '',
    });
    return key;
  }
}

/** Apart from the message. */
function isAlike(event: Event, { about, type, reason, component }: Told): boolean {
  const { uid, fieldPath } = event.involvedObject;
  return (
    event.reason === reason &&
    event.type === type &&
    event.source?.component === component &&
    uid === about.uid &&
    fieldPath === about.fieldPath
  );
}

/** It alone is counted under messages that change. */
function isCombined({ message }: Event): boolean {
  return message?.slice(0, COMBINED.length) === COMBINED;
}
