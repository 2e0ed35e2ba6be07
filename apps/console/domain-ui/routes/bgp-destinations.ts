/** Groups BGP paths into list rows: one per destination, best path first. Pure. */

import type { BgpRoutePath } from '../../../../server/contract/views/bgp.ts';

export type Destination = BgpRoutePath & { readonly name: string; readonly others: readonly BgpRoutePath[] };

/** Paths of one destination are adjacent in the response, the best one first. */
export function destinationsOf(paths: readonly BgpRoutePath[]): Destination[] {
  const groups = Map.groupBy(paths, ({ table, family, prefix }) => `${table}\n${family}\n${prefix}`);
  return [...groups.values()].map((group) => {
    const best = group.find((path) => path.best) ?? group[0]!;
    return { ...best, name: best.prefix, others: group.filter((path) => path !== best) };
  });
}

/** An answer with routes as a page of a table. */
export const pageOf = <Row>(
  answer: {
    readonly total: number;
    readonly matched: number;
    readonly revision: number;
    readonly now: number;
    readonly next?: string | undefined;
  },
  rows: readonly Row[],
) => ({
  rows,
  total: answer.total,
  matched: answer.matched,
  revision: answer.revision,
  time: new Date(answer.now).toISOString(),
  ...(answer.next === undefined ? {} : { next: answer.next }),
});

/** `default-domain:k8s-ns-user-1:net.inet.0` → the network's short name with the table; other tables are unchanged. */
export function shortTable(table: string): string {
  const colon = table.lastIndexOf(':');
  return colon < 0 ? table : table.slice(colon + 1);
}

/** The VRF of a table: `default-domain:k8s-ns-user-1:net`; undefined for `bgp.l3vpn.0`. */
export function vrfOfTable(table: string): string | undefined {
  const parts = /^(.+:.+)\.inet6?\.\d+$/.exec(table);
  const name = parts?.[1];
  if (name === undefined) return undefined;
  const segments = name.split(':');
  return segments.length === 4 && segments[2] === segments[3] ? segments.slice(0, 3).join(':') : name;
}

/** The three parts of `10.169.25.20:1:101.101.101.2/32`; a text in another format counts as the address. */
export function splitVpnPrefix(
  prefix: string,
  rd: string | undefined,
): { readonly rd: string; readonly address: string; readonly length: string } {
  const frame = rd !== undefined && prefix.startsWith(`${rd}:`) ? `${rd}:` : '';
  const rest = prefix.slice(frame.length);
  const slash = rest.lastIndexOf('/');
  return slash < 0
    ? { rd: frame, address: rest, length: '' }
    : { rd: frame, address: rest.slice(0, slash), length: rest.slice(slash) };
}

/** The deciding step in a word or two. */
export function pathWord(path: Pick<BgpRoutePath, 'best' | 'infeasible' | 'stale' | 'decidedBy'>): {
  readonly tone: 'ok' | 'warn' | 'bad' | 'idle';
  readonly word: string;
} {
  if (path.infeasible !== undefined) return { tone: 'bad', word: path.infeasible.replaceAll('-', ' ') };
  if (path.stale) return { tone: 'warn', word: 'stale' };
  if (path.best)
    return {
      tone: 'ok',
      word: path.decidedBy === 'only-path' ? 'best' : `best, ${path.decidedBy.replaceAll('-', ' ')}`,
    };
  return { tone: 'idle', word: `lost by ${path.decidedBy.replaceAll('-', ' ')}` };
}

/**
 * The VRF of a path: in a VRF's own table that VRF, else the network in its origin community (`60100:14`, by number).
 */
export function vrfOfPath(
  path: Pick<BgpRoutePath, 'table' | 'originVn'>,
  networks: ReadonlyMap<number, string>,
): string | undefined {
  return (
    vrfOfTable(path.table) ??
    (path.originVn === undefined
      ? undefined
      : networks.get(Number(path.originVn.slice(path.originVn.lastIndexOf(':') + 1))))
  );
}
