/** The VRFs of the topology: each is read again only when something that it is read from is another. */

import type { VrfFact } from '../../engine/topology/facts.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { Stored } from '../../store/store.ts';
import { attempt, each } from '../shared/contained.ts';
import { projectName } from '../shared/links.ts';
import { isolatingNamespace, scopesOf } from '../shared/network-scopes.ts';
import { cidrOf, subnetsOf } from '../shared/subnets.ts';
import type { Turns } from '../shared/turns.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { routeCount } from '../shared/vrf-row.ts';
import { healthOf } from './health.ts';

interface Kept {
  /** Frozen records and rows: the same object is the same content. */
  readonly from: readonly unknown[];
  readonly fact: VrfFact;
}

/**
 * Route targets of a VRF that cost as much as a row, when it is read again: two networks of 10,000 cost 31 ms with all
 * that is drawn.
 */
const TARGETS_A_ROW = 40;

export class VrfFacts {
  #kept = new Map<string, Kept>();

  /** Reads those that are not kept, with turns for others in between, so that `all` has little left to read. */
  async prepare(turns: Turns): Promise<void> {
    for await (const record of turns.records('virtual-network')) {
      const { context } = turns;
      const entry = attempt(context, 'topology', record as unknown as Stored, () =>
        this.#entry(context, record.key, record.value),
      );
      if (entry === undefined) continue;
      if (entry === this.#kept.get(record.key)) continue;
      this.#kept.set(record.key, entry);
      await turns.looked((entry.fact.imports.length + entry.fact.exports.length) / TARGETS_A_ROW);
    }
  }

  #entry(context: ViewContext, key: string, value: VirtualNetwork): Kept {
    const from = sourcesOf(context, key, value);
    const known = this.#kept.get(key);
    return known !== undefined &&
      known.from.length === from.length &&
      known.from.every((source, at) => source === from[at])
      ? known
      : { from, fact: vrfFact(context, key, value) };
  }

  /** Those of the head; `system` includes system networks. */
  all(context: ViewContext, system: boolean): readonly VrfFact[] {
    const kept = new Map<string, Kept>();
    const found = each(
      context,
      'topology',
      context.read.scan('virtual-network'),
      ({ key, value }): VrfFact | undefined => {
        const entry = this.#entry(context, key, value);
        kept.set(key, entry);
        return value.system !== true || system ? entry.fact : undefined;
      },
    );
    this.#kept = kept;
    return found;
  }
}

/** Everything that `vrfFact` reads, but for the number of routes, which has no revision. */
function sourcesOf({ read, derived }: ViewContext, key: string, network: VirtualNetwork): readonly unknown[] {
  const conditions = derived.conditions('virtual-network', key);
  return [
    network,
    derived.routingInstance(key),
    isolatingNamespace(read, network),
    conditions.length,
    ...conditions,
    ...(network.refs['network-ipam'] ?? []).map(({ uuid }) => read.get('network-ipam', uuid)?.value),
  ];
}

function vrfFact(context: ViewContext, key: string, value: VirtualNetwork): VrfFact {
  const { read, derived } = context;
  const instance = derived.routingInstance(key);
  const scopes = scopesOf(context, value);
  return {
    fqName: formatFqName(value.fq_name),
    name: shortName(value.fq_name),
    project: projectName(value) ?? '',
    border: scopes.includes('isolated') ? 'isolated' : scopes.includes('shared') ? 'shared' : 'own',
    subnets: subnetsOf(read, value).map(({ subnet }) => cidrOf(subnet)),
    routes: routeCount(context, key),
    imports: instance?.imports.map((use) => use.target) ?? [],
    exports: instance?.exports.map((use) => use.target) ?? [],
    ...healthOf(derived.conditions('virtual-network', key)),
    object: { kind: 'virtual-network', key },
  };
}
