/**
 * A service's way from outside, as the facts of a strip: service, cluster IP, endpoints, floating IP, VRF, gateway.
 * Pure.
 */

import type { ServiceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { Lineage, LineageStep } from '../../../../server/contract/views/vrfs.ts';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';

export type Cell = {
  readonly id: 'service' | 'cluster-ip' | 'endpoints' | 'floating-ip' | LineageStep['kind'];
  readonly caption: string;
  readonly value: string;
  readonly note: string;
  /** How it is reached from the cell before; absent: it is the first. */
  readonly joint?: 'through' | 'cut' | 'off';
  readonly step?: LineageStep;
};

const CAPTIONS: Readonly<Partial<Record<LineageStep['kind'], string>>> = {
  vrf: 'VRF',
  'route-target': 'Exported with',
  gateway: 'Gateway',
};

/** `8888 to 80, 53 to dns`. */
export function portsText(service: KubeObjectOf<'Service'> | undefined, row: ServiceRow): string {
  const ports = service?.spec?.ports ?? [];
  if (ports.length === 0) return row.ports.join(', ');
  return ports
    .map(({ port, targetPort }) =>
      targetPort === undefined || targetPort === port ? String(port) : `${port} to ${String(targetPort)}`,
    )
    .join(', ');
}

/** What stands behind it, in words. */
function backendsText(row: ServiceRow): { readonly value: string; readonly note: string } {
  const { ready, notReady } = row.backends;
  const value = ready > 0 ? `${ready} ready` : notReady > 0 ? `0 of ${notReady} ready` : 'None';
  const selector = Object.entries(row.selector)
    .map(([key, label]) => `${key}=${label}`)
    .join(', ');
  return { value, note: selector === '' ? 'no selector: endpoints by hand' : selector };
}

export function cellsOf(
  row: ServiceRow,
  service: KubeObjectOf<'Service'> | undefined,
  steps: readonly LineageStep[] | undefined,
): readonly Cell[] {
  const type: Cell = { id: 'service', caption: 'Service', value: row.type, note: `port ${portsText(service, row)}` };
  if (row.type === 'ExternalName')
    return [
      { ...type, note: row.ports.length === 0 ? 'no ports' : type.note },
      {
        id: 'cluster-ip',
        caption: 'Name',
        value: String(service?.spec?.['externalName'] ?? ''),
        note: 'resolves to it; no address, no endpoints',
        joint: 'through',
      },
    ];
  const headless = row.clusterIp === undefined || row.clusterIp === 'None';
  const backends = backendsText(row);
  const none = row.backends.ready === 0;
  const cells: Cell[] = [
    type,
    {
      id: 'cluster-ip',
      caption: 'Cluster IP',
      value: headless ? 'None' : (row.clusterIp ?? ''),
      note: headless ? 'headless: its name resolves to the endpoints' : 'on every compute node',
      joint: 'through',
    },
    { id: 'endpoints', caption: 'Endpoints', ...backends, joint: none ? 'cut' : 'through' },
  ];
  if (!row.asksForAddress) return cells;
  const [address] = row.external;
  const early = steps?.find(({ kind, verdict }) => (kind === 'pod' || kind === 'port') && verdict === 'cut');
  cells.push({
    id: 'floating-ip',
    caption: 'Floating IP',
    value: address ?? row.state.word,
    note: address === undefined ? 'no address yet' : (early?.reason ?? moreOf(row)),
    // Without endpoints the address is there, and nobody answers at it.
    joint:
      address === undefined ? (none ? 'off' : 'cut') : early !== undefined && !none ? 'cut' : none ? 'off' : 'through',
  });
  return [...cells, ...beyond(steps, address)];
}

const moreOf = ({ external }: ServiceRow): string =>
  external.length > 1 ? `and ${external.length - 1} more` : 'translated to the endpoints';

/** VRF, route target and gateway; grey before there is an address. */
function beyond(steps: readonly LineageStep[] | undefined, address = ''): readonly Cell[] {
  if (steps === undefined)
    return [
      { id: 'vrf', caption: 'VRF', value: 'Not reached', note: 'no route yet', joint: 'off' },
      { id: 'route-target', caption: 'Exported with', value: 'Nothing', note: 'nothing to export', joint: 'off' },
      { id: 'gateway', caption: 'Gateway', value: 'Not reached', note: '', joint: 'off' },
    ];
  const update = steps.find(({ kind }) => kind === 'vpn-route');
  return steps.flatMap((step): Cell[] => {
    const caption = CAPTIONS[step.kind];
    if (caption === undefined) return [];
    // The UPDATE has no cell of its own: where it is cut, the gateway's cell says so.
    const shown =
      step.kind === 'gateway' && update?.verdict === 'cut'
        ? { ...step, verdict: update.verdict, reason: update.reason ?? '' }
        : step;
    return [
      {
        id: step.kind,
        caption,
        value: step.title === '' ? 'None' : step.title.replace(/^target:/, ''),
        // The address has a cell of its own.
        note: shown.reason ?? step.detail.replace(`${address} `, ''),
        joint: shown.verdict === 'ok' ? 'through' : shown.verdict === 'cut' ? 'cut' : 'off',
        step,
      },
    ];
  });
}

/** Where the way is cut in the config: cause and fix. */
export const cutOf = (lineage: Pick<Lineage, 'steps'> | undefined): LineageStep | undefined =>
  lineage?.steps.find(({ verdict }) => verdict === 'cut');
