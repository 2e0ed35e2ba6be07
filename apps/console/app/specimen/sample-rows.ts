import type { State } from '../../../../server/contract/views/reference.ts';
import type { VrfBorder } from '../../domain-ui/routes/vrf-tag.tsx';

export type SampleRow = {
  id: string;
  name: string;
  fqName: string;
  project: string;
  subnet: string;
  auto?: string | undefined;
  both: string[];
  exports: string[];
  ports: number;
  border: VrfBorder;
  state: State;
};

const lines: readonly [
  project: string,
  name: string,
  subnet: string,
  target: string,
  ports: number,
  border: VrfBorder,
  word: string,
  tone: State['tone'],
][] = [
  ['k8s-default', 'k8s-default-pod-network', '10.32.0.0/12', '8000002', 9, 'shared', 'Programmed', 'ok'],
  ['k8s-default', 'k8s-default-service-network', '10.96.0.0/12', '8000003', 4, 'shared', 'Programmed', 'ok'],
  ['k8s-default', 'k8s-vn-left-1-pod-network', '10.10.1.0/24', '8000006', 0, 'own', 'Programmed', 'ok'],
  ['k8s-ns-isolated', 'k8s-ns-isolated-pod-network', '10.32.0.0/12', '8000004', 2, 'isolated', 'Programmed', 'ok'],
  ['k8s-ns-isolated', 'k8s-ns-isolated-service-network', '10.96.0.0/12', '8000005', 1, 'isolated', 'Programmed', 'ok'],
  [
    'k8s-ns-user-1',
    'k8s-vn-global-default-pod-network',
    '103.103.103.0/24',
    '8000013',
    0,
    'own',
    'Not exported',
    'warn',
  ],
  ['k8s-ns-user-1', 'k8s-vn-ns-default-pod-network', '101.101.101.0/24', '', 2, 'own', 'Programmed', 'ok'],
  ['k8s-ns-user-1', 'k8s-vn-public-1-pod-network', '102.102.102.0/24', '', 1, 'own', 'Programming', 'busy'],
];

/** Rows for the specimen, repeated as often as needed. */
export function sampleRows(count: number): SampleRow[] {
  return Array.from({ length: count }, (_, index) => {
    const [project, name, subnet, target, ports, border, word, tone] = lines[
      index % lines.length
    ] as (typeof lines)[number];
    return {
      id: String(index),
      name,
      fqName: `default-domain:${project}:${name}${index >= lines.length ? index : ''}`,
      project,
      subnet,
      auto: target === '' ? undefined : `target:60100:${target}`,
      both: target === '' ? ['target:60100:100'] : [],
      exports: target === '' ? ['target:60100:101'] : [],
      ports,
      border,
      state: { word, tone },
    };
  });
}
