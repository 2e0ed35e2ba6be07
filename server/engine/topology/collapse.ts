/**
 * Which members of a band are drawn, and which are collapsed into an aggregate. Rules, in order:
 *
 * 1. Pinned members (unhealthy, selected, found, opened by the reader) are drawn, the most important first; when they
 *    alone exceed the room, the least important of them go into `more`.
 * 2. The others are collapsed into their groups; with `open`, groups are opened again in name order as far as they fit.
 * 3. When the groups themselves exceed the room, the worst and largest are drawn, the others go into `more`.
 *
 * Order of the input does not matter: everything is decided by rank, size and name. Room is at least 2.
 */

import type { Health } from '../../model/oper/topology-picture.ts';
import { by, compare } from '../../model/order.ts';
import { isUnhealthy, severity, worse } from './health.ts';

export interface Member<T> {
  readonly item: T;
  readonly name: string;
  /** The group that it is collapsed into. */
  readonly group: string;
  readonly health: Health;
  /** 0: may be collapsed. Higher is more important. */
  readonly pin: number;
  /** How many objects it represents, and how many of them are unhealthy; absent: itself alone. Only with `pin` 0. */
  readonly represents?: { readonly count: number; readonly unhealthy: number };
}

export interface Aggregate<T> {
  readonly group: string;
  readonly count: number;
  readonly unhealthy: number;
  readonly health: Health;
  readonly members: readonly T[];
}

export interface Collapsed<T> {
  readonly drawn: readonly T[];
  readonly aggregates: readonly Aggregate<T>[];
  readonly more: Aggregate<T> | undefined;
}

function aggregate<T>(group: string, members: readonly Member<T>[]): Aggregate<T> {
  let health: Health = 'ok';
  let unhealthy = 0;
  for (const member of members) {
    health = worse(health, member.health);
    unhealthy += member.represents?.unhealthy ?? (isUnhealthy(member.health) ? 1 : 0);
  }
  return { group, count: countOf(members), unhealthy, health, members: members.map((member) => member.item) };
}

function countOf(members: readonly Member<unknown>[]): number {
  let count = 0;
  for (const { represents } of members) count += represents?.count ?? 1;
  return count;
}

/**
 * Chooses what is drawn with at most `room` nodes. `split` splits a member that represents several when its group is
 * opened.
 */
export function collapse<T>(
  members: readonly Member<T>[],
  room: number,
  open: boolean,
  split: (member: Member<T>) => readonly Member<T>[] = (member) => [member],
): Collapsed<T> {
  if (room < 2) throw new Error(`BUG: a band needs room for 2 nodes, not ${room}`);
  const pinned = members.filter(({ pin }) => pin > 0);
  const groups = Map.groupBy(
    members.filter(({ pin }) => pin <= 0),
    ({ group }) => group,
  );
  pinned.sort((a, b) => b.pin - a.pin || severity(b.health) - severity(a.health) || compare(a.name, b.name));
  const rest: Member<T>[] = [];
  const needed = pinned.length + (groups.size > 0 ? 1 : 0);
  if (needed > room) rest.push(...pinned.splice(room - 1));
  const drawn = pinned.map((member) => member.item);
  let left = room - drawn.length - (rest.length > 0 ? 1 : 0);

  if (groups.size <= left) {
    left -= groups.size;
    const aggregates: Aggregate<T>[] = [];
    for (const name of [...groups.keys()].sort()) {
      const group = groups.get(name)!;
      if (open && countOf(group) - 1 <= left) {
        left -= countOf(group) - 1;
        drawn.push(
          ...group
            .flatMap(split)
            .sort(by(({ name }) => name))
            .map((member) => member.item),
        );
      } else aggregates.push(aggregate(name, group));
    }
    return { drawn, aggregates, more: rest.length === 0 ? undefined : aggregate('more', rest) };
  }

  const ranked = [...groups].map(([name, group]) => aggregate(name, group));
  ranked.sort((a, b) => severity(b.health) - severity(a.health) || b.count - a.count || compare(a.group, b.group));
  const shown = Math.max(0, rest.length > 0 ? left : left - 1);
  const aggregates = ranked.splice(0, shown);
  for (const { group } of ranked) for (const member of groups.get(group)!) rest.push(member);
  return { drawn, aggregates: aggregates.sort(by(({ group }) => group)), more: aggregate('more', rest) };
}
