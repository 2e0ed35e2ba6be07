/** The owner of the speakers: which there are, what is passed on to each, and what they report. */

import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { prefixNlri } from '../engine/bgp/nlri/nlri-key.ts';
import type { LocalRoute, SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { NO_ATTRIBUTES } from '../model/bgp/path-attributes.ts';
import type { BgpChange } from '../model/oper/bgp-facts.ts';
import { createControlNodes } from './control-nodes.ts';
import type { Speaker, SpeakerChange } from './speaker.ts';

const config = (name: string, port = 179): SpeakerConfig => ({
  key: name,
  name,
  asn: 60_100,
  routerId: '10.169.25.19',
  address: '10.169.25.19',
  port,
  adminDown: false,
  clusterId: undefined,
  gracefulRestart: { restarting: false, helper: false, restartTime: 300, endOfRibTimeout: 300 },
  alwaysCompareMed: false,
  peers: [],
});
const route = (at: number): LocalRoute => ({
  family: 'inet',
  key: prefixNlri(`10.${at >> 8}.${at & 255}.0/24`),
  label: undefined,
  attributes: NO_ATTRIBUTES,
});

interface Recorded {
  readonly log: string[];
  readonly routes: Set<LocalRoute>;
  change(change: Partial<SpeakerChange>): void;
}

function nodes() {
  const made: Recorded[] = [];
  const faults: unknown[] = [];
  const created = createControlNodes({
    create: (atStart) => {
      const log: string[] = atStart ? [] : ['later'];
      const routes = new Set<LocalRoute>();
      const listeners = new Set<(change: SpeakerChange) => void>();
      let key = '';
      made.push({
        log,
        routes,
        change: (change) =>
          listeners.forEach((listener) =>
            listener({
              sessions: false,
              routes: false,
              learnedTargets: new Set(),
              learnedRoutes: new Set(),
              ...change,
            }),
          ),
      });
      const speaker: Partial<Speaker> = {
        get key() {
          return key;
        },
        configure: async (next) => {
          key = next.key;
          log.push(`configure ${next.name} ${next.port}`);
          await turn();
          if (next.port === 1) throw new Error('cannot');
        },
        originate: (announced, withdrawn) => {
          for (const each of announced) if (each.attributes.med === 666) throw new Error('cannot say it');
          for (const each of announced) routes.add(each);
          const gone = new Set(Array.from(withdrawn, (each) => each.key));
          for (const each of routes) if (gone.has(each.key)) routes.delete(each);
        },
        localRoutesComplete: () => void log.push(`complete with ${routes.size}`),
        onChange: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
        close: async (forGood) => void log.push(forGood === true ? 'close for good' : 'close'),
      };
      return speaker as Speaker;
    },
    soon: (task) => void setImmediate(task),
    report: (error) => faults.push(error),
  });
  const changes: BgpChange[] = [];
  created.onChange((change) => changes.push(change));
  return { created, made, faults, changes };
}

describe('control nodes', () => {
  test('are added, reconfigured one after the other, and removed', async () => {
    const { created, made, faults } = nodes();
    created.configure([config('a'), config('b')]);
    created.configure([config('a', 1179), config('b')]);
    await created.settled();
    expect(made.map(({ log }) => log)).toEqual([
      ['configure a 179', 'configure a 1179'],
      ['configure b 179', 'configure b 179'],
    ]);
    expect(created.speakers()).toHaveLength(2);
    created.configure([config('b')]);
    expect(created.speaker('a')).toBeUndefined();
    await created.settled();
    expect(made[0]!.log.at(-1)).toBe('close for good');
    await created.close();
    expect(made[1]!.log.at(-1)).toBe('close');
    expect(faults).toEqual([]);
  });

  test('all have the same routes, also one that is added later', async () => {
    const { created, made } = nodes();
    const all = Array.from({ length: 5000 }, (_, at) => route(at));
    created.configure([config('a')]);
    created.originate(all, []);
    created.localRoutesComplete();
    created.configure([config('a'), config('b')]);
    // Meanwhile one is removed, one added, one changed.
    created.originate(
      [route(6000), { ...all[4999]!, attributes: { ...NO_ATTRIBUTES, med: 5 } }],
      [{ family: 'inet', key: all[4000]!.key }],
    );
    for (let at = 0; at < 5; at++) await turn();
    const told = (recorded: Recorded) => new Map([...recorded.routes].map((each) => [each.key, each.attributes.med]));
    expect(told(made[1]!)).toEqual(told(made[0]!));
    expect(told(made[1]!).size).toBe(5000);
    expect(made.map(({ log }) => log.includes('later'))).toEqual([false, true]);
    expect(made[1]!.routes.has(all[0]!)).toBe(true);
    expect(made[1]!.log.filter((line) => line.startsWith('complete'))).toEqual([
      expect.stringMatching(/^complete with 500[01]$/),
    ]);
    await created.close();
  });

  test('their changes are reported once a turn', async () => {
    const { created, made, changes } = nodes();
    created.configure([config('a'), config('b')]);
    await turn();
    changes.length = 0;
    made[0]!.change({ learnedTargets: new Set(['t1']), learnedRoutes: new Set(['r1']) });
    made[1]!.change({ sessions: true, learnedTargets: new Set(['t2']), learnedRoutes: new Set(['r2']) });
    expect(changes).toEqual([]);
    await turn();
    expect(changes).toEqual([
      { sessions: true, routes: false, learnedTargets: new Set(['t1', 't2']), learnedRoutes: new Set(['r1', 'r2']) },
    ]);
    await created.close();
  });

  test('one that cannot be configured is reported and kept', async () => {
    const { created, faults } = nodes();
    created.configure([config('a', 1)]);
    await created.settled();
    expect(faults).toEqual([new Error('cannot')]);
    expect(created.speakers()).toHaveLength(1);
    await created.close();
  });

  test('an error while routes are passed on is reported and goes no further', async () => {
    const { created, faults } = nodes();
    created.configure([config('a')]);
    created.originate([{ ...route(1), attributes: { ...NO_ATTRIBUTES, med: 666 } }], []);
    expect(faults).toEqual([new Error('cannot say it')]);
    await created.close();
  });
});
