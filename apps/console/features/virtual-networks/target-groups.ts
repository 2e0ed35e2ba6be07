/**
 * Route targets of a VRF as its page tells them: those that go both ways once, and those of one reason together.
 * Pure.
 */

import type { TargetReason } from '../../../../server/contract/views/vrfs.ts';

interface TargetLine {
  readonly key: string;
  /** Of the first of them; the others have the same. */
  readonly reason: TargetReason;
  readonly targets: readonly string[];
}
export interface TargetGroup {
  readonly title: string;
  readonly direction: 'both' | 'import' | 'export';
  readonly count: number;
  readonly lines: readonly TargetLine[];
}

const reasonKey = ({ why, from, policy }: TargetReason): string =>
  `${why} ${from?.fqName ?? from?.name ?? ''} ${policy?.name ?? ''}`;

function linesOf(reasons: readonly TargetReason[]): TargetLine[] {
  const lines = new Map<string, { key: string; reason: TargetReason; targets: string[] }>();
  for (const reason of reasons) {
    const key = reasonKey(reason);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { key, reason, targets: [reason.routeTarget] });
    else line.targets.push(reason.routeTarget);
  }
  return [...lines.values()];
}

/**
 * What is imported and exported for the same reason goes both ways. A group that is empty is told, unless both ways say
 * it all.
 */
export function targetGroups(imports: readonly TargetReason[], exports: readonly TargetReason[]): TargetGroup[] {
  const id = (reason: TargetReason) => `${reason.routeTarget} ${reasonKey(reason)}`;
  const exported = new Set(exports.map(id));
  const both = imports.filter((reason) => exported.has(id(reason)));
  const shared = new Set(both.map(id));
  const group = (
    title: string,
    direction: TargetGroup['direction'],
    reasons: readonly TargetReason[],
  ): TargetGroup => ({ title, direction, count: reasons.length, lines: linesOf(reasons) });
  return [
    group('Both ways', 'both', both),
    group(
      'Imports',
      'import',
      imports.filter((reason) => !shared.has(id(reason))),
    ),
    group(
      'Exports',
      'export',
      exports.filter((reason) => !shared.has(id(reason))),
    ),
  ].filter(({ count, direction }) => count > 0 || (direction !== 'both' && both.length === 0));
}
