/**
 * What was tried: each kind, each verb, each damage, and how often it was taken and refused; what was never is a
 * hole.
 */

import { by } from '../../model/order.ts';
import { DAMAGES, type Damage } from './damage.ts';
import type { About } from './step.ts';
import type { Surface } from './surface.ts';

interface Count {
  taken: number;
  refused: number;
}

/** `<kind> <verb>` → damage → how often. */
type Counts = Map<string, Map<Damage, Count>>;

/** Characters of a refusal. */
const SHOWN = 300;

const PATCHES = ['patch merge', 'patch strategic', 'patch json'];
/** Actions that are counted with the type of the object that they change. */
const BY_TYPE = new Set(['ref-update', 'ref-relax-for-delete', 'prop-collection-update', 'prop-collection-get']);
/** Where actions are counted that are about no type. */
export const NO_TYPE = '(config)';

export class Coverage {
  private readonly counts: Counts = new Map();
  /** `<kind> <verb>` → what the last refusal said; of a request that was as it should be, if there was one. */
  private readonly refusals = new Map<string, { readonly said: string; readonly spoilt: boolean }>();

  /** `said`: what was answered. */
  count({ kind, verb, damage }: About, taken: boolean, said: string): void {
    const cell = this.cell(kind, verb);
    if (!taken && (damage.size === 0 || this.refusals.get(`${kind} ${verb}`)?.spoilt !== false))
      this.refusals.set(`${kind} ${verb}`, { said, spoilt: damage.size > 0 });
    for (const each of damage.size === 0 ? (['none'] as const) : damage) {
      const count = cell.get(each) ?? { taken: 0, refused: 0 };
      cell.set(each, count);
      count[taken ? 'taken' : 'refused'] += 1;
    }
  }

  /** Makes room for whatever discovery offers, so that what is never reached is seen. */
  expect({ types, actions, resources, views }: Surface): void {
    for (const { type, refs, schema } of types) {
      for (const verb of ['POST', 'PUT', 'DELETE', 'GET', 'list']) this.cell(type, verb);
      if (refs.length > 0) for (const verb of ['ref-update', 'ref-relax-for-delete']) this.cell(type, verb);
      if (Object.hasOwn(schema.properties ?? {}, 'annotations')) this.cell(type, 'prop-collection-update');
    }
    for (const { name } of actions) if (!BY_TYPE.has(name)) this.cell(NO_TYPE, name);
    for (const { kind, verbs, subresources } of resources) {
      for (const { name, verbs: of } of [{ name: '', verbs }, ...subresources]) {
        for (const verb of of.flatMap((each) => (each === 'patch' ? PATCHES : [each])))
          this.cell(name === '' ? kind : `${kind}/${name}`, verb);
      }
    }
    for (const { path } of views) this.cell(path, 'GET');
  }

  /** One line of each kind and verb: `virtual-network POST: 12 taken, 40 refused (null 2+5, depth 0+7)`. */
  lines(): string[] {
    return [...this.counts].sort(by(([key]) => key)).map(([what, cell]) => {
      const { taken, refused } = total(cell);
      return `${what}: ${taken} taken, ${refused} refused (${DAMAGES.filter((damage) => cell.has(damage))
        .map((damage) => `${damage} ${cell.get(damage)!.taken}+${cell.get(damage)!.refused}`)
        .join(', ')})`;
    });
  }

  /** Over all kinds: how often each verb, and each damage, was taken and refused. */
  totals(): { readonly verbs: ReadonlyMap<string, Count>; readonly damages: ReadonlyMap<string, Count> } {
    const [verbs, damages] = [new Map<string, Count>(), new Map<string, Count>()];
    for (const [what, cell] of this.counts) {
      add(verbs, what.slice(what.indexOf(' ') + 1), total(cell));
      for (const [damage, count] of cell) add(damages, damage, count);
    }
    return { verbs, damages };
  }

  /** Sentences: what discovery offers and was never tried, never taken, never refused. */
  holes(): string[] {
    return [...this.counts]
      .flatMap(([what, cell]) => {
        const { taken, refused } = total(cell);
        if (taken + refused === 0) return [`${what} was never tried`];
        if (taken === 0)
          return [
            `${what} was never taken (${refused} refused; ` +
              `${this.refusals.get(what)?.spoilt === false ? 'as it should be' : 'spoilt'}: ` +
              `${this.refusals.get(what)?.said.replaceAll(/\s+/g, ' ').slice(0, SHOWN)})`,
          ];
        return refused === 0 ? [`${what} was never refused (${taken} taken)`] : [];
      })
      .sort();
  }

  private cell(kind: string, verb: string): Map<Damage, Count> {
    const what = `${kind} ${verb}`;
    const cell = this.counts.get(what) ?? new Map<Damage, Count>();
    this.counts.set(what, cell);
    return cell;
  }
}

/** Steps with several damages are counted with each of them. */
function total(cell: ReadonlyMap<Damage, Count>): Count {
  const sum = { taken: 0, refused: 0 };
  for (const { taken, refused } of cell.values()) {
    sum.taken += taken;
    sum.refused += refused;
  }
  return sum;
}

function add(sums: Map<string, Count>, name: string, { taken, refused }: Count): void {
  const sum = sums.get(name) ?? { taken: 0, refused: 0 };
  sums.set(name, { taken: sum.taken + taken, refused: sum.refused + refused });
}
