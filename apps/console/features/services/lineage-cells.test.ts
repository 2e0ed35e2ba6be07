import { expect, test } from 'vitest';
import type { ServiceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { LineageStep } from '../../../../server/contract/views/vrfs.ts';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import { cellsOf } from './lineage-cells.ts';

const row = (patch: Partial<ServiceRow> = {}): ServiceRow => ({
  id: 'dev/web',
  name: 'web',
  revision: 1,
  namespace: 'dev',
  type: 'ClusterIP',
  clusterIp: '10.96.0.9',
  asksForAddress: false,
  external: [],
  ports: ['80/TCP'],
  selector: { app: 'web' },
  backends: { ready: 2, notReady: 0 },
  state: { tone: 'ok', word: 'Ready' },
  conditions: [],
  created: '2024-07-11T00:00:00Z',
  ...patch,
});
const service = {
  spec: { type: 'ClusterIP', ports: [{ port: 8888, targetPort: 80 }], externalName: 'db.example.com' },
} as unknown as KubeObjectOf<'Service'>;
const step = (kind: LineageStep['kind'], patch: Partial<LineageStep> = {}): LineageStep =>
  ({ kind, title: kind, detail: '', disposition: 'in-vrf', verdict: 'ok', ...patch }) as LineageStep;
const way = (patch: Partial<Record<LineageStep['kind'], Partial<LineageStep>>> = {}): readonly LineageStep[] =>
  (['pod', 'port', 'vrf', 'route-target', 'vpn-route', 'gateway'] as const).map((kind) => step(kind, patch[kind]));
const balancer = row({ type: 'LoadBalancer', asksForAddress: true, external: ['101.101.101.2'] });
const text = (...of: Parameters<typeof cellsOf>) =>
  cellsOf(...of).map(({ caption, value, joint = '' }) => [caption, value, joint].join(' ').trim());

test.each<[string, ServiceRow, readonly LineageStep[] | undefined, readonly string[]]>([
  [
    'of its own cluster',
    row(),
    undefined,
    ['Service ClusterIP', 'Cluster IP 10.96.0.9 through', 'Endpoints 2 ready through'],
  ],
  [
    'without backends',
    row({ backends: { ready: 0, notReady: 1 } }),
    undefined,
    ['Service ClusterIP', 'Cluster IP 10.96.0.9 through', 'Endpoints 0 of 1 ready cut'],
  ],
  [
    'headless',
    row({ clusterIp: 'None' }),
    undefined,
    ['Service ClusterIP', 'Cluster IP None through', 'Endpoints 2 ready through'],
  ],
  ['ExternalName', row({ type: 'ExternalName' }), undefined, ['Service ExternalName', 'Name db.example.com through']],
  [
    'that waits for an address',
    { ...balancer, external: [], state: { tone: 'warn', word: 'Pending' } },
    undefined,
    [
      'Service LoadBalancer',
      'Cluster IP 10.96.0.9 through',
      'Endpoints 2 ready through',
      'Floating IP Pending cut',
      'VRF Not reached off',
      'Exported with Nothing off',
      'Gateway Not reached off',
    ],
  ],
  [
    'that a gateway has',
    balancer,
    way({ 'route-target': { title: 'target:60100:100' } }),
    [
      'Service LoadBalancer',
      'Cluster IP 10.96.0.9 through',
      'Endpoints 2 ready through',
      'Floating IP 101.101.101.2 through',
      'VRF vrf through',
      'Exported with 60100:100 through',
      'Gateway gateway through',
    ],
  ],
  [
    'whose UPDATE is not sent',
    balancer,
    way({ 'vpn-route': { verdict: 'cut', reason: 'no session' }, gateway: { verdict: 'beyond' } }),
    [
      'Service LoadBalancer',
      'Cluster IP 10.96.0.9 through',
      'Endpoints 2 ready through',
      'Floating IP 101.101.101.2 through',
      'VRF vrf through',
      'Exported with route-target through',
      'Gateway gateway cut',
    ],
  ],
])('the strip of a service %s', (_case, of, steps, expected) => {
  expect(text(of, service, steps)).toEqual(expected);
});

test('ports are told with where they lead', () => {
  expect(cellsOf(row(), service, undefined)[0]?.note).toBe('port 8888 to 80');
  expect(cellsOf(row(), undefined, undefined)[0]?.note).toBe('port 80/TCP');
});
