/** Requests of the views, the search and the live stream: every path, with parameters that are known and others. */
import { TABLES } from '../../contract/views/tables.ts';
import { SCHEMA } from '../../store/schema.ts';
import type { Random } from '../../engine/bgp/fuzz/random.ts';
import { Members } from './document.ts';
import { hostileKey, hostileText } from './hostile-values.ts';
import { encoded, queryOf, type Hand, type Step } from './step.ts';

export function viewStep(hand: Hand): Step {
  const { random, surface } = hand;
  const headers = random.below(4) === 0 ? { accept: 'application/problem+json' } : undefined;
  if (random.below(40) === 0) return { sent: { method: 'GET', path: `/live${queryOf(random.below(2) === 0 ? [] : [['data', hostileText(random)], ['last', hostileText(random)]])}`, headers: random.below(2) === 0 ? { 'last-event-id': random.pick(['0', '1', '999999', 'x', '-1', '1e3']) } : {}, endless: true }, promises: { kind: 'nothing' } };
  const view = random.pick(surface.views);
  const path = view.path.replaceAll(/:(\w+)/g, (_all, name: string) => encoded(partFor(hand, name)));
  const parameters = Array.from({ length: random.below(4) }, (): [string, string] => {
    const name = random.below(20) === 0 ? hostileKey(random) : random.pick(view.parameters);
    // Nobody waits for a revision that will not come.
    return [name, name === 'minRevision' ? random.pick(['0', '1', '-1', 'x', '', '1e3']) : parameterValue(hand, random)];
  });
  return { sent: { method: random.below(30) === 0 ? 'HEAD' : 'GET', path: path + queryOf(parameters), headers: headers ?? {} }, promises: { kind: 'nothing' } };
}

function partFor(hand: Hand, name: string): string {
  const { random, inventory } = hand;
  if (random.below(5) === 0) return hostileText(random) || 'x';
  if (name === 'noun') return random.pick(Object.keys(TABLES));
  if (name === 'kind') return random.pick([...SCHEMA.keys()]);
  const uuids = inventory.uuids();
  const names = inventory.documents().flatMap((document) => {
    const metadata = document.get('metadata');
    if (!(metadata instanceof Members)) return [];
    const namespace = metadata.get('namespace');
    return [`${typeof namespace === 'string' ? `${namespace}/` : ''}${String(metadata.get('name'))}`];
  });
  return random.pick([...uuids, ...names, ...inventory.forms]) || 'x';
}

function parameterValue(hand: Hand, random: Random): string {
  const dice = random.below(10);
  if (dice < 4) return hostileText(random);
  if (dice < 7) return random.pick(hand.inventory.texts);
  return random.pick(['1', '0', '-1', '500', '1001', 'true', 'false', 'name', '-name', 'age', 'WyJhIiwiYiJd', 'W251bGwsbnVsbF0', 'W10', 'namespace:default', 'constructor:x', '__proto__', 'show route', 'show bgp summary', 'show route table VRF-A.inet.0', 'inet', '10.0.0.0/8', 'x'.repeat(300), `a ${'b '.repeat(140)}`]);
}
