/** The way of a floating IP's route to one of its gateways, from the server's lineage. Pure. */

import type { Lineage, LineageStep } from '../../../../server/contract/views/vrfs.ts';
import { timeText } from '../../ui/moment-text.ts';

/** From the pod to the chosen gateway; by default to the one where it gets furthest. */
export function stepsTo(
  lineage: Pick<Lineage, 'steps' | 'gateways'>,
  gateway: string | undefined,
): readonly LineageStep[] {
  const chosen = lineage.gateways.find((one) => one.id === gateway);
  if (chosen === undefined) return lineage.steps;
  const cut = lineage.steps.findIndex(
    (step) => step.verdict === 'cut' && step.kind !== 'vpn-route' && step.kind !== 'gateway',
  );
  if (cut >= 0) return lineage.steps; // cut before any gateway, the end is the same for all
  return [...lineage.steps.filter((step) => step.kind !== 'vpn-route' && step.kind !== 'gateway'), ...chosen.steps];
}

/** The gateway at which the steps of the response end. */
export function nearestGateway(
  lineage: Pick<Lineage, 'gateways' | 'nearest'>,
): { readonly id: string; readonly name: string } | undefined {
  return lineage.gateways.find((one) => one.id === lineage.nearest);
}

/** `sent 01:16:49 UTC`; empty for a step that did not happen. */
export const sentText = (step: Pick<LineageStep, 'at' | 'kind' | 'verdict'>): string | undefined =>
  step.at === undefined || step.verdict !== 'ok'
    ? undefined
    : `${step.kind === 'gateway' ? 'since' : 'sent'} ${timeText(step.at)}`;

/** The way as text to copy, one step per line. */
export function lineageText(
  of: string,
  steps: readonly {
    readonly caption: string;
    readonly value: string;
    readonly note?: string;
    readonly verdict: LineageStep['verdict'];
  }[],
): string {
  return [
    `Lineage of ${of}`,
    ...steps.map(
      ({ caption, value, note, verdict }) =>
        `${verdict === 'cut' ? 'CUT ' : verdict === 'beyond' ? '... ' : 'ok  '}${caption}: ` +
        `${[value, note].filter((part) => part !== undefined && part !== '').join(', ')}`,
    ),
    '',
  ].join('\n');
}
