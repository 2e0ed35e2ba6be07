/** Requests of the views, the search and the live stream: every path, with parameters that are known and others. */

import { TABLES } from '../../contract/views/tables.ts';
import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { SCHEMA } from '../../store/schema.ts';
import { hostileKey, hostileText } from './hostile-values.ts';
import type { Row } from './inventory.ts';
import { encoded, queryOf, type Hand, type Step } from './step.ts';

export function viewStep(hand: Hand): Step {
  const { random, surface } = hand;
  const headers = random.below(4) === 0 ? { accept: 'application/problem+json' } : undefined;
  if (random.below(40) === 0)
    return {
      sent: {
        method: 'GET',
        path: `/live${queryOf(
          random.below(2) === 0
            ? []
            : [
                ['data', hostileText(random)],
                ['last', hostileText(random)],
              ],
        )}`,
        headers: random.below(2) === 0 ? { 'last-event-id': random.pick(['0', '1', '999999', 'x', '-1', '1e3']) } : {},
        endless: true,
      },
      promises: { kind: 'nothing' },
      about: { kind: '/live', verb: 'GET', damage: hand.did },
    };
  const view = random.pick(surface.views);
  const path = pathOf(hand, view.path);
  const needed = [...hand.inventory.neededBy(view.path)];
  const parameters = Array.from({ length: needed.length + random.below(3) }, (_, index): [string, string] => {
    const name = random.below(20) === 0 ? hostileKey(random) : (needed[index] ?? random.pick(view.parameters));
    // Nobody waits for a revision that will not come.
    return [
      name,
      random.below(3) > 0 && Object.hasOwn(PARAMETERS, name)
        ? random.pick(PARAMETERS[name]!(hand))
        : name === 'minRevision'
          ? '0'
          : parameterValue(hand, random),
    ];
  });
  return {
    sent: { method: random.below(30) === 0 ? 'HEAD' : 'GET', path: path + queryOf(parameters), headers: headers ?? {} },
    promises: { kind: 'nothing' },
    about: { kind: view.path, verb: 'GET', damage: hand.did },
  };
}

/** The parameters of a path one after the other: of a row that a view of what stands before has shown, or anything. */
function pathOf(hand: Hand, pattern: string): string {
  const { random, inventory } = hand;
  let path = '';
  let row: Row | undefined;
  for (const part of pattern.split('/').slice(1)) {
    if (!part.startsWith(':')) {
      path += `/${part}`;
      continue;
    }
    const name = part.slice(1);
    let known: string | undefined;
    if (random.below(6) > 0) {
      if (name === 'kind') row = inventory.anyKey(random);
      else if (row?.has(name) !== true)
        row = pickOf(random, [...inventory.rows(path), ...inventory.rows(path.slice(0, path.lastIndexOf('/')))]) ?? row;
      known = row?.get(name) ?? objectNamed(hand, name, path.split('/').at(-1)!) ?? idOf(row);
    }
    path += `/${encoded(known ?? partFor(hand, name))}`;
  }
  return path;
}

/**
 * An object of the type that a parameter, or the part of the path before it, is named after: `floating-ips/:uuid`,
 * `:network`.
 */
function objectNamed({ surface, inventory, random }: Hand, name: string, before: string): string | undefined {
  if (name === 'subnet') return String(random.pick(inventory.byName.get('subnet_uuid') ?? ['x']));
  const wanted = new Set([
    before.replace(/s$/, ''),
    `virtual-${name}`,
    ...(name === 'local' || name === 'peer' ? ['bgp-router'] : []),
  ]);
  const type = surface.types.find((each) => wanted.has(each.type))?.type;
  const objects = type === undefined ? [] : inventory.configObjects(type);
  return objects.length === 0 ? undefined : random.pick(objects).uuid;
}

function pickOf(random: Random, rows: readonly Row[]): Row | undefined {
  return rows.length === 0 ? undefined : random.pick(rows);
}

function idOf(row: Row | undefined): string | undefined {
  return row?.get('id') ?? row?.get('uuid') ?? row?.get('key') ?? row?.get('name');
}

function partFor(hand: Hand, name: string): string {
  const { random, inventory } = hand;
  if (random.below(5) === 0) return hostileText(random) || 'x';
  if (name === 'noun') return random.pick(Object.keys(TABLES));
  if (name === 'kind') return random.pick([...SCHEMA.keys()]);
  return random.below(12) === 0 ? random.pick(inventory.forms) : inventory.anyName(random);
}

/** What a client would give. */
const PARAMETERS: { readonly [name: string]: (hand: Hand) => readonly string[] } = {
  minRevision: () => ['0', '1', '1', '1', 'x'],
  namespace: ({ inventory }) => ['default', ...inventory.kubeObjects('Namespace').map(({ name }) => name)],
  command: () => [
    'show route',
    'show bgp summary',
    'show configuration',
    'show route table bgp.l3vpn.0',
    'show bgp neighbor',
    'show route hidden',
  ],
  limit: () => ['1', '50', '500'],
};

function parameterValue(hand: Hand, random: Random): string {
  const dice = random.below(10);
  if (dice < 4) return hostileText(random);
  if (dice < 7) return random.pick(hand.inventory.texts);
  return random.pick([
    '1',
    '0',
    '-1',
    '500',
    '1001',
    'true',
    'false',
    'name',
    '-name',
    'age',
    'WyJhIiwiYiJd',
    'W251bGwsbnVsbF0',
    'W10',
    'namespace:default',
    'constructor:x',
    '__proto__',
    'show route',
    'show bgp summary',
    'show route table VRF-A.inet.0',
    'inet',
    '10.0.0.0/8',
    'x'.repeat(300),
    `a ${'b '.repeat(140)}`,
  ]);
}
