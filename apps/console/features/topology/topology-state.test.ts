import { describe, expect, it } from 'vitest';
import type { PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import type { Scene } from '../../graph/scene.ts';
import { linksOf } from './links.ts';
import { stepsOf } from './path-steps.ts';
import { LAYERS, readTopologyState, switchLayer, topologyParameters, writeTopologyState } from './search-state.ts';
import { anchorOf, fitScene, keepInPlace, reveal } from './viewport.ts';
import { isHit, nodeSentence, pathText, shortNetwork } from './words.ts';

const node = (part: Partial<PictureNode>): PictureNode => ({
  id: 'x',
  kind: 'pod',
  band: 'workloads',
  label: 'x',
  health: 'ok',
  reasons: [],
  expandable: false,
  facts: [],
  ...part,
});

describe('topology state in the address', () => {
  it.each([
    [{}, {}],
    [
      { level: 'pods', view: 'table', q: 'web' },
      { level: 'pods', view: 'table', q: 'web' },
    ],
    [{ level: 'vrfs', view: 'canvas' }, {}],
    [{ level: 'galaxy', kinds: 'vrf,ufo,leak' }, { kinds: 'vrf,leak' }],
    [
      { expand: 'workload:b/Deployment/x,project:a', select: 'vrf:d:p:n' },
      { expand: 'project:a,workload:b/Deployment/x', select: 'vrf:d:p:n' },
    ],
  ])('%j is read and written', (search, written) =>
    expect(writeTopologyState(readTopologyState(search))).toEqual(written),
  );

  it.each([
    [{}, undefined, 'level=vrfs'],
    [
      { level: 'cluster', project: 'k8s-a', q: '10.0.0.5' },
      undefined,
      'level=cluster&limit=100&project=k8s-a&q=10.0.0.5',
    ],
    [{ kinds: 'vrf', select: 'vrf:a' }, 'vrf:a', 'level=vrfs&focus=vrf%3Aa'],
  ])('%j with focus %s asks %s', (search, focus, query) =>
    expect(topologyParameters(readTopologyState(search), focus).toString()).toBe(query),
  );
});

describe('layers', () => {
  const [overlay, control, tunnels] = LAYERS;
  it('are switched off and on together, and all on is nothing said', () => {
    const off = switchLayer(undefined, overlay!.kinds)!;
    expect(['exchange', 'leak', 'membership', 'peering', 'vrf'].map((kind) => off.has(kind))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(switchLayer(off, overlay!.kinds)).toBeUndefined();
    expect(switchLayer(new Set([...off, 'leak']), overlay!.kinds)).toBeUndefined(); // partly on: all of it on
    expect(switchLayer(switchLayer(undefined, control!.kinds), tunnels!.kinds)?.has('peering')).toBe(false);
  });
});

it('a path is copied as text, the cut with its cause', () => {
  expect(
    pathText({
      id: 'fip:1',
      address: '101.101.101.2',
      reachable: false,
      nodes: [],
      steps: [
        { number: 1, title: 'web on cent222', detail: 'label 17', verdict: 'ok' },
        { number: 2, title: 'UPDATE', detail: '', verdict: 'cut', reason: 'The session is Idle.' },
        { number: 3, title: 'camaro', detail: '', verdict: 'beyond' },
      ],
    }),
  ).toBe(
    '101.101.101.2: not reachable\n1. web on cent222: label 17\n2. CUT: UPDATE\n   The session is Idle.\n3. (not ' +
      'reached) camaro\n',
  );
});

it('a path shows all its numbers: a step without an edge at its node', () => {
  const step = (number: number, part: object) => ({ number, title: '', detail: '', verdict: 'ok' as const, ...part });
  const path = {
    id: 'fip:1',
    address: '101.101.101.2',
    reachable: true,
    nodes: [],
    steps: [
      step(1, { edge: 'a>b', node: 'a' }),
      step(2, { edge: 'b>c', node: 'b' }),
      step(3, { node: 'c' }),
      step(4, { edge: 'c>d', node: 'd' }),
    ],
  };
  expect([...stepsOf(path, 'fip:1')].map(([place, { number }]) => `${number} ${place}`)).toEqual([
    '1 a>b',
    '2 b>c',
    '3 c',
    '4 c>d',
  ]);
  expect(stepsOf(path, 'vrf:other').size).toBe(0);
});

describe('words', () => {
  it.each([
    ['k8s-vn-ns-default-pod-network', 'vn-ns-default-pod'],
    ['left', 'left'],
    ['k8s-', 'k8s-'],
    ['-network', '-network'],
  ])('%s is called %s', (name, short) => expect(shortNetwork(name)).toBe(short));
  it.each([
    [
      node({ kind: 'workload', label: 'web', namespace: 'a', count: 12, health: 'bad' }),
      'Workload web, 12 pods, namespace a, Error',
    ],
    [node({ kind: 'vrf', label: 'net', project: 'p', detail: '10.0.0.0/24' }), 'VRF net, 10.0.0.0/24, project p'],
    [node({ kind: 'more', label: '7 more pods', detail: 'Choose a project' }), 'Collapsed 7 more pods'],
  ])('%# says %s', (one, sentence) => expect(nodeSentence(one)).toBe(sentence));
  it('finds by name, address and facts', () => {
    const pod = node({
      label: 'web-1',
      detail: '10.47.255.250',
      facts: [{ name: 'Workload', value: 'Deployment shop' }],
    });
    expect(['WEB', '255.25', 'shop', ' ', 'nothing'].map((q) => isHit(pod, q))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

it.each([
  [
    node({ kind: 'vrf', id: 'vrf:d:p:n', label: 'n' }),
    ['/overlay/vrf-explorer/d:p:n', '/overlay/virtual-networks/d:p:n'],
  ],
  [node({ kind: 'known-host', label: 'camaro' }), ['/infrastructure/cluster/advanced/bgp-routers/create?host=camaro']],
  [node({ kind: 'pod', object: { kind: 'kube/Pod', key: 'ns/web-1' } }), ['/workloads/pods/ns/web-1']],
  [node({ kind: 'workload', object: { kind: 'kube/ReplicaSet', key: 'ns/rs' } }), []],
])('links of %#', (one, to) => expect(linksOf(one).map((link) => link.to)).toEqual(to));

describe('viewport', () => {
  const pane = { width: 1000, height: 700 };
  it.each([
    [500, 300, 1],
    [2000, 300, 0.492],
    [500, 5680, 0.1],
  ])('fits %i × %i at zoom %d', (width, height, zoom) => {
    const fitted = fitScene({ width, height }, pane, 132);
    expect(fitted.zoom).toBeCloseTo(zoom, 3);
    expect(fitted.x).toBeGreaterThanOrEqual(0);
  });
  it('keeps an anchor where it is on the screen', () => {
    const box = (x: number, y: number) => ({ id: 'a', x, y, width: 10, height: 10, node: node({}) });
    const scene = (x: number, y: number) => ({ nodes: [box(x, y)] }) as unknown as Scene;
    const view = { x: 50, y: 20, zoom: 0.5 };
    const anchor = anchorOf(scene(100, 100), scene(300, 160), view, pane, undefined)!;
    const kept = keepInPlace(view, anchor.was, anchor.is);
    expect(300 * kept.zoom + kept.x).toBe(100 * view.zoom + view.x);
    expect(160 * kept.zoom + kept.y).toBe(100 * view.zoom + view.y);
  });
  it.each([
    [100, 100, 0, 0],
    [-300, 100, 340, 0],
    [1500, 100, -550, 0],
    [100, 900, 0, -250],
  ])('reveals what stands at %i, %i by moving %i, %i', (x, y, dx, dy) => {
    expect(reveal({ x: 0, y: 0, zoom: 1 }, { x, y, width: 10, height: 10 }, pane)).toEqual({ x: dx, y: dy, zoom: 1 });
  });
});
