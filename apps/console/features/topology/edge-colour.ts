/** The colour of a line, and of its kind in the legend. Pure. */

import type { PictureEdge } from '../../../../server/model/oper/topology-picture.ts';
import { compare } from '../../../../server/model/order.ts';
import { vrfHue } from '../../domain-ui/routes/wire-parts.ts';

type Line = Pick<PictureEdge, 'kind' | 'source' | 'health' | 'state'>;

const HEALTH = { ok: undefined, warn: 'var(--warn-mark)', bad: 'var(--bad-mark)' } as const;
const TONES: Readonly<Record<string, string>> = {
  ok: 'var(--ok-mark)',
  warn: 'var(--warn-mark)',
  busy: 'var(--warn-mark)',
  bad: 'var(--bad-mark)',
  idle: 'var(--line-control)',
};
const KINDS: Readonly<Partial<Record<PictureEdge['kind'], string>>> = {
  membership: 'var(--line-control)',
  policy: 'var(--fg-3)',
  peering: 'var(--fg-2)',
  tunnel: 'var(--fg-2)',
};

/**
 * A CSS colour: routes of a VRF have its hue, sessions the colour of their state, other edges that of their health, or
 * of their kind.
 */
export function edgeColour({ kind, source, health, state }: Line): string {
  if (state !== undefined) return TONES[state.tone] ?? 'var(--fg-2)';
  if (kind === 'tunnel') return KINDS.tunnel!;
  if ((kind === 'leak' || kind === 'exchange') && source.startsWith('vrf:'))
    return kind === 'leak' && HEALTH[health as 'ok'] !== undefined
      ? HEALTH[health as 'ok']!
      : `var(--vrf-${vrfHue(source.slice(4))})`;
  return HEALTH[health as 'ok'] ?? KINDS[kind] ?? 'var(--fg-3)';
}

/** Colours that are shown beside a kind; more would be too narrow to see. */
const MOST = 4;

/** The colours of the lines of a kind, most frequent first; the kind's plain colour if there are none. */
export function coloursOf(kind: PictureEdge['kind'], edges: readonly Line[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const edge of edges)
    if (edge.kind === kind) counts.set(edgeColour(edge), (counts.get(edgeColour(edge)) ?? 0) + 1);
  const found = [...counts]
    .sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))
    .slice(0, MOST)
    .map(([colour]) => colour);
  return found.length === 0 ? [KINDS[kind] ?? 'var(--fg-3)'] : found;
}

/** Colours side by side, as a CSS background. */
export function stripes(colours: readonly string[]): string {
  const part = 100 / colours.length;
  if (colours.length === 1) return colours[0]!;
  const stops = colours.map((colour, index) => `${colour} ${index * part}%, ${colour} ${(index + 1) * part}%`);
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}
