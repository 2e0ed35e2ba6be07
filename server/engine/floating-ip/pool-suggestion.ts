/** The suggested fix for a missing pool. */

import { formatFqName, parentFqName, shortName, type FqName } from '../../model/naming/fq-name.ts';

export type Suggestion =
  /** The pool of the attachment definition's network exists: write its name. */
  | { readonly kind: 'use-pool'; readonly pool: FqName }
  /** The network exists, the pool does not. */
  | { readonly kind: 'create-pool'; readonly network: FqName; readonly pool: string }
  /** Neither exists. */
  | { readonly kind: 'create-network'; readonly network: FqName; readonly pool: string };

interface Lookup {
  poolByFqName(pool: FqName): string | undefined;
  networkByFqName(network: FqName): string | undefined;
}

/** `meant` is the name with the attachment definition's network in place of the definition. */
export function suggestionFor(wanted: FqName, meant: FqName, lookup: Lookup): Suggestion {
  if (lookup.poolByFqName(meant) !== undefined) return { kind: 'use-pool', pool: meant };
  const pool = shortName(wanted);
  for (const network of [networkOf(wanted), networkOf(meant)]) {
    if (lookup.networkByFqName(network) !== undefined) return { kind: 'create-pool', network, pool };
  }
  return { kind: 'create-network', network: networkOf(wanted), pool };
}

export function suggestionSentence(suggestion: Suggestion): string {
  switch (suggestion.kind) {
    case 'use-pool':
      return `Did you mean ${formatFqName(suggestion.pool)}?`;
    case 'create-pool':
      return (
        `Create pool ${suggestion.pool} on network ${formatFqName(suggestion.network)} ` +
        'under Overlay > Floating IP.'
      );
    case 'create-network':
      return (
        `Its network ${formatFqName(suggestion.network)} does not exist either: create the network first, ` +
        `then pool ${suggestion.pool} under Overlay > Floating IP.`
      );
    default:
      throw new Error(`BUG: unknown suggestion ${String(suggestion satisfies never)}`);
  }
}

function networkOf(pool: FqName): FqName {
  const network = parentFqName(pool);
  if (network === undefined) throw new Error(`BUG: ${formatFqName(pool)} is not the name of a pool`);
  return network;
}
