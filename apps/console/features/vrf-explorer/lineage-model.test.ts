import { describe, expect, it } from 'vitest';
import type { Lineage, VrfDetail, VrfRoute } from '../../../../server/contract/views/vrfs.ts';
import { fromRoute, fromServer, verdictOf } from './lineage-model.ts';

const vrf = {
  fqName: 'default-domain:k8s-ns-user-1:net',
  name: 'net',
  auto: 'target:60100:8000012',
  importReasons: [
    { routeTarget: 'target:60100:101', why: 'import' },
    { routeTarget: 'target:60100:8000004', why: 'policy', policy: { name: 'np' } },
  ],
} as unknown as VrfDetail;
const route = (part: Partial<VrfRoute>): VrfRoute => ({
  id: 'r',
  prefix: '101.101.101.252/32',
  family: 'inet',
  source: {
    kind: 'pod',
    name: 'web-multi',
    pod: { kind: 'Pod', key: 'ns-user-1/web-multi', name: 'web-multi', namespace: 'ns-user-1' },
  },
  routeTargets: ['target:60100:8000012', 'target:60100:100'],
  why: '',
  nextHop: { address: '10.169.25.21', node: 'cent333' },
  label: 18,
  rd: '10.169.25.21:3',
  tunnels: ['udp', 'gre'],
  best: true,
  ...part,
});
const told = (part: Partial<VrfRoute>) =>
  fromRoute(route(part), vrf).map((step) => `${step.caption} | ${step.value} | ${step.note ?? ''} | ${step.verdict}`);

describe('lineage of a route', () => {
  it('goes from the pod to the VPN route', () => {
    expect(told({})).toEqual([
      'Pod | web-multi | ns-user-1 | ok',
      'Port on cent333 | label 18 | next hop 10.169.25.21 | ok',
      'This VRF | 101.101.101.252/32 | RD 10.169.25.21:3 | ok',
      'Exported with | 60100:100 | and 1 more | ok',
      'VPN route | 10.169.25.21 | label 18, udp, gre | ok',
    ]);
  });

  it('ends in this VRF when it was leaked, and says by which list', () => {
    expect(
      told({ leakedFrom: { name: 'public', fqName: 'a:b:public' }, routeTargets: ['target:60100:101'] }).slice(2),
    ).toEqual([
      'VRF of its own | public | RD 10.169.25.21:3 | ok',
      'Leaked by | 60100:101 | import list | ok',
      'This VRF | 101.101.101.252/32 | imported | ok',
    ]);
    expect(told({ leakedFrom: { name: 'pods' }, routeTargets: ['target:60100:8000004'] })[3]).toBe(
      'Leaked by | 60100:8000004 | policy np | ok',
    );
  });

  it('comes from the BGP peer when it was learned, whether that is still configured or not', () => {
    const learned = {
      prefix: '0.0.0.0/0',
      source: {
        kind: 'bgp',
        name: 'camaro',
        router: { type: 'bgp-router', uuid: 'u', name: 'camaro', fqName: 'a:b:camaro' },
      },
      nextHop: { address: '192.168.0.204' },
      label: 299776,
      rd: '192.168.0.204:500',
      tunnels: ['gre'],
      routeTargets: ['target:60100:101'],
      learned: { speaker: 'cent111', asPath: '', communities: [], since: 0, stale: false },
    } as const;
    expect(told(learned)).toEqual([
      'BGP peer | camaro | learned by cent111 | ok',
      'VPN route | 192.168.0.204 | RD 192.168.0.204:500, label 299776, gre | ok',
      'Imported by | 60100:101 | import list | ok',
      'This VRF | 0.0.0.0/0 | learned | ok',
    ]);
    expect(verdictOf(fromRoute(route(learned), vrf), 'learned').word).toBe('Learned into this VRF');
    expect(fromRoute(route({ ...learned, source: { kind: 'bgp', name: 'camaro' } }), vrf)[0]).not.toHaveProperty(
      'link',
    );
    expect(told({ ...learned, learned: { ...learned.learned, stale: true } }).at(-1)).toContain('stale');
  });

  it.each([
    [
      'no compute node',
      { nextHop: undefined, label: undefined, rd: undefined, withheld: { disposition: 'no-node', reason: 'No node.' } },
      'Cut: Port',
      'beyond',
    ],
    [
      'no route target',
      { routeTargets: [], withheld: { disposition: 'no-export-target', reason: 'No target.' } },
      'Cut: Exported with',
      'beyond',
    ],
    [
      'no VRF number',
      { rd: undefined, withheld: { disposition: 'no-vrf-id', reason: 'No number.' } },
      'Cut: VPN route',
      'cut',
    ],
  ] as const)('is cut with %s', (_, part, word, last) => {
    const steps = fromRoute(route(part), vrf);
    expect(verdictOf(steps, 'own')).toEqual({ tone: 'bad', word });
    expect(steps.at(-1)!.verdict).toBe(last);
    expect(steps.filter((step) => step.verdict === 'cut')).toHaveLength(1);
  });

  it('takes the server’s word for a floating IP, and names the cause where it is cut', () => {
    const lineage = {
      address: '101.101.101.2',
      reachable: false,
      conditions: [],
      revision: 1,
      vpnRoutes: [],
      gateways: [],
      steps: [
        {
          kind: 'pod',
          title: '',
          detail: '',
          disposition: 'not-associated',
          verdict: 'cut',
          reason: 'It is associated with no port. Associate it with a pod.',
        },
        { kind: 'vrf', title: 'net', detail: '', disposition: 'in-vrf', verdict: 'beyond' },
      ],
    } as Lineage;
    const steps = fromServer(lineage, vrf);
    expect(steps[0]).toMatchObject({
      value: 'Missing',
      note: 'It is associated with no port. Associate it with a pod.',
      verdict: 'cut',
    });
    expect(steps[1]).toMatchObject({ caption: 'This VRF', value: '101.101.101.2', verdict: 'beyond', current: true });
    expect(verdictOf(steps, 'own').word).toBe('Cut: Pod');
  });
});
