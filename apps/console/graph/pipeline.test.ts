import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEW_MEMBERSHIPS } from '../../../server/engine/topology/limits.ts';
import type {
  Health,
  Picture,
  PictureEdge,
  PictureGroup,
  PictureNode,
} from '../../../server/model/oper/topology-picture.ts';
import { holds } from '../../../server/testing/seed.ts';
import { advance } from './advance.ts';
import { filterPicture, switchKind } from './filter.ts';
import { frameColumns, keepOrder, takeSlots } from './place.ts';
import type { Scene } from './scene.ts';
import { walk } from './walk.ts';

const node = (id: string, part: Partial<PictureNode> = {}): PictureNode => {
  const kind = part.kind ?? (id.startsWith('vrf:') ? 'vrf' : id.startsWith('pod:') ? 'pod' : 'gateway');
  return {
    id,
    kind,
    band: kind === 'vrf' ? 'vrfs' : kind === 'pod' ? 'workloads' : 'control',
    label: id.slice(id.indexOf(':') + 1),
    health: 'ok',
    reasons: [],
    expandable: false,
    facts: [],
    ...part,
  };
};
const edge = (
  kind: PictureEdge['kind'],
  source: string,
  target: string,
  part: Partial<PictureEdge> = {},
): PictureEdge => ({
  id: `${kind}:${source}>${target}`,
  kind,
  source,
  target,
  count: 1,
  health: 'ok',
  reasons: [],
  ...part,
});
const frame = (id: string, band: PictureGroup['band'] = 'vrfs'): PictureGroup => ({
  id,
  kind: id.startsWith('node:') ? 'compute-node' : 'project',
  band,
  label: id.slice(id.indexOf(':') + 1),
  count: 1,
  isolated: false,
  health: 'ok',
});
const picture = (
  nodes: readonly PictureNode[],
  edges: readonly PictureEdge[] = [],
  groups: readonly PictureGroup[] = [],
): Picture => ({ level: 'pods', nodes, edges, groups, counts: { nodes: {}, edges: {}, unhealthy: 0 } });

/** `projects` projects with three VRFs each, `pods` pods on two compute nodes, a router; each pod in one VRF. */
function pictureOf(projects: number, pods: number, health: Health = 'ok'): Picture {
  const vrfs = Array.from({ length: projects * 3 }, (_, i) =>
    node(`vrf:d:p${Math.floor(i / 3)}:n${i % 3}`, { group: `project:p${Math.floor(i / 3)}`, health }),
  );
  const made = Array.from({ length: pods }, (_, i) =>
    node(`pod:ns/web-${i}`, { group: `node:c${i % 2}`, namespace: 'ns' }),
  );
  const groups = [
    ...Array.from({ length: projects }, (_, i) => frame(`project:p${i}`)),
    ...(pods > 0 ? [frame('node:c0', 'workloads'), frame('node:c1', 'workloads')] : []),
  ];
  const edges = made.map((pod, i) => edge('membership', pod.id, vrfs[i % vrfs.length]!.id));
  for (let i = 0; i + 3 < vrfs.length; i += 3)
    edges.push(
      edge('leak', vrfs[i]!.id, vrfs[i + 3]!.id, { label: 'target:60100:100' }),
      edge('policy', vrfs[i]!.id, vrfs[i + 1]!.id, { mutual: true }),
    );
  return picture(
    [node('router:camaro'), node('router:cent111', { kind: 'control-node' }), ...vrfs, ...made],
    [...edges, edge('peering', 'router:camaro', 'router:cent111', { label: 'configured' })],
    groups,
  );
}

const places = (scene: Scene) => Object.fromEntries(scene.nodes.map(({ id, x, y }) => [id, `${x},${y}`]));
const crosses = (scene: Scene): string[] => {
  const found: string[] = [];
  for (const { id, points } of scene.edges) {
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      expect(a.x === b.x || a.y === b.y, `${id} is orthogonal`).toBe(true);
      for (const box of scene.nodes) {
        const inside =
          Math.max(a.x, b.x) > box.x + 1 &&
          Math.min(a.x, b.x) < box.x + box.width - 1 &&
          Math.max(a.y, b.y) > box.y + 1 &&
          Math.min(a.y, b.y) < box.y + box.height - 1;
        if (inside) found.push(`${id} crosses ${box.id}`);
      }
    }
  }
  return found;
};

describe('layout', () => {
  it('is the same whatever the order of what comes', () => {
    const whole = pictureOf(5, 40);
    const first = advance(undefined, whole);
    holds(
      fc.property(
        fc.shuffledSubarray([...whole.nodes], { minLength: whole.nodes.length }),
        fc.shuffledSubarray([...whole.edges], { minLength: whole.edges.length }),
        (nodes, edges) => {
          const other = advance(undefined, { ...whole, nodes, edges, groups: whole.groups.toReversed() });
          expect(places(other)).toEqual(places(first));
          expect(Object.fromEntries(other.edges.map((one) => [one.id, one.points]))).toEqual(
            Object.fromEntries(first.edges.map((one) => [one.id, one.points])),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each([
    [1, 0],
    [1, 3],
    [4, 9],
    [5, 40],
    [12, 120],
    [30, 200],
  ])('%i projects and %i pods: no two things overlap, no line crosses a thing', (projects, pods) => {
    const scene = advance(undefined, pictureOf(projects, pods));
    for (const [i, a] of scene.nodes.entries())
      for (const b of scene.nodes.slice(i + 1))
        expect(
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
          `${a.id} and ${b.id}`,
        ).toBe(true);
    for (const a of scene.frames)
      for (const b of scene.frames)
        expect(
          a === b || a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
          `${a.id} and ${b.id}`,
        ).toBe(true);
    for (const box of scene.nodes)
      expect(
        box.x >= 0 && box.y >= 0 && box.x + box.width <= scene.width && box.y + box.height <= scene.height,
        box.id,
      ).toBe(true);
    expect(crosses(scene)).toEqual([]);
  });

  it('puts cells inside their frames, and bands one below the other', () => {
    const scene = advance(undefined, pictureOf(3, 12));
    const framed = scene.nodes.filter((box) => box.node.group !== undefined);
    expect(framed).not.toEqual([]);
    for (const box of framed) {
      const around = scene.frames.find((one) => one.id === box.node.group)!;
      expect(
        box.x > around.x &&
          box.y > around.y &&
          box.x + box.width < around.x + around.width &&
          box.y + box.height < around.y + around.height,
        box.id,
      ).toBe(true);
    }
    expect(scene.bands.map((band) => band.id)).toEqual(['control', 'vrfs', 'workloads']);
    for (const [i, band] of scene.bands.slice(1).entries())
      expect(band.y).toBeGreaterThanOrEqual(scene.bands[i]!.y + scene.bands[i]!.height);
  });
});

describe('bands', () => {
  const six = Array.from({ length: 6 }, (_, i) => node(`vrf:d:p${i}:n`, { group: `project:p${i}` }));
  const whole = picture(
    [
      node('router:camaro', { tables: [{ name: 'k8s-test', imports: [], exports: [], routes: 1, hidden: 0 }] }),
      node('router:cent111', { kind: 'control-node' }),
      ...six,
      node('pod:ns/x', { group: 'node:c0' }),
    ],
    [
      edge('leak', six[0]!.id, six[4]!.id, { label: 'target:60100:100' }),
      edge('policy', six[1]!.id, six[3]!.id, { mutual: true }),
      edge('tunnel', 'router:camaro', 'node:c0', { label: 'gr-0' }),
      edge('exchange', six[5]!.id, 'router:camaro', { label: 'target:60100:100' }),
    ],
    [...six.map((_, i) => frame(`project:p${i}`)), frame('node:c0', 'workloads')],
  );
  const scene = advance(undefined, whole);
  const band = (id: string) => scene.bands.find((one) => one.id === id)!;

  it.each(['leak', 'policy'])('a %s between things of the last row stays in their band', (kind) => {
    const { points } = scene.edges.find((one) => one.edge.kind === kind)!;
    for (const { y } of points)
      expect(y > band('vrfs').y && y < band('vrfs').y + band('vrfs').height, `${y}`).toBe(true);
  });
  it('a tunnel ends on the frame of its compute node, and crosses nothing', () => {
    const end = scene.edges.find((one) => one.edge.kind === 'tunnel')!.points.at(-1)!;
    const box = scene.frames.find((one) => one.id === 'node:c0')!;
    expect(end.y).toBe(box.y);
    expect(end.x > box.x && end.x < box.x + box.width).toBe(true);
    expect(crosses(scene)).toEqual([]);
  });
  it('a gateway is as high as its VRFs need', () => {
    const height = (id: string) => scene.nodes.find((one) => one.id === id)!.height;
    expect(height('router:camaro')).toBe(height('router:cent111') + 26);
  });
  it('keeps edges that end on frames, and the path whatever is switched off', () => {
    const kept = filterPicture(
      { ...whole, edges: [...whole.edges, edge('path', 'pod:ns/x', six[0]!.id)] },
      new Set(['vrf', 'pod', 'gateway', 'compute-node', 'tunnel']),
    );
    expect(kept.edges.map((one) => one.kind)).toEqual(['tunnel', 'path']);
  });
});

describe('stability', () => {
  it('changes states in place: same geometry, and only what changed is a new object', () => {
    const before = advance(undefined, pictureOf(3, 12));
    const sick = pictureOf(3, 12);
    const after = advance(before, {
      ...sick,
      nodes: sick.nodes.map((one) =>
        one.id === 'pod:ns/web-3' ? { ...one, health: 'bad' as const, reasons: ['Its phase is Failed.'] } : one,
      ),
    });
    expect(places(after)).toEqual(places(before));
    expect(after.edges).toBe(before.edges);
    expect(after.nodes.filter((one, i) => one !== before.nodes[i]).map((one) => one.id)).toEqual(['pod:ns/web-3']);
    expect(
      advance(after, {
        ...sick,
        nodes: sick.nodes.map((one) =>
          one.id === 'pod:ns/web-3' ? { ...one, health: 'bad' as const, reasons: ['Its phase is Failed.'] } : one,
        ),
      }),
    ).toBe(after);
  });

  it('lets what stays keep its slot when something comes or goes', () => {
    const before = advance(undefined, pictureOf(3, 12));
    const whole = pictureOf(3, 12);
    const gone = advance(before, {
      ...whole,
      nodes: whole.nodes.filter((one) => one.id !== 'pod:ns/web-0'),
      edges: whole.edges.filter((one) => one.source !== 'pod:ns/web-0'),
    });
    expect(Object.fromEntries([...before.plan.slots].filter(([id]) => id !== 'pod:ns/web-0'))).toEqual(
      Object.fromEntries(gone.plan.slots),
    );
    const back = advance(gone, {
      ...whole,
      nodes: [
        ...whole.nodes.filter((one) => one.id !== 'pod:ns/web-0'),
        node('pod:ns/aaa', { group: 'node:c0', namespace: 'ns' }),
      ],
    });
    expect(back.plan.slots.get('pod:ns/aaa')).toBe(before.plan.slots.get('pod:ns/web-0'));
  });

  it.each([
    [['a', 'b', 'c'], { a: 0, b: 1, c: 2 }, { a: 0, b: 1, c: 2 }],
    [['c', 'new'], { a: 0, c: 2 }, { c: 2, new: 0 }],
    [['x'], { x: 9 }, { x: 0 }],
    [['p', 'q'], { p: 1, q: 1 }, { p: 1, q: 0 }],
  ])('slots of %j after %j', (ids, before, slots) =>
    expect(Object.fromEntries(takeSlots(ids, new Map(Object.entries(before))))).toEqual(slots),
  );

  it('keeps the order of what was there', () =>
    expect(keepOrder(['b', 'a', 'gone'], ['a', 'b', 'c'])).toEqual(['b', 'a', 'c']));
});

describe('lines', () => {
  it('draws few memberships one by one and many from their frames, with their count', () => {
    const few = advance(undefined, pictureOf(2, FEW_MEMBERSHIPS));
    expect(few.edges.filter(({ edge: { kind } }) => kind === 'membership')).toHaveLength(FEW_MEMBERSHIPS);
    const many = advance(undefined, pictureOf(2, 60)).edges.filter((one) => one.edge.kind === 'membership');
    expect(new Set(many.map((one) => one.edge.source))).toEqual(new Set(['node:c0', 'node:c1']));
    expect(many.reduce((sum, one) => sum + one.edge.count, 0)).toBe(60);
    expect(many.flatMap((one) => one.edge.standsFor)).toHaveLength(60);
  });

  it.each([
    [1, 1],
    [3, 1],
    [4, 2],
    [8, 2],
    [15, 3],
    [60, 7],
    [300, 8],
  ])('a frame of %i cells has %i columns', (cells, columns) => expect(frameColumns(cells)).toBe(columns));
});

describe('legend', () => {
  const whole = pictureOf(2, 4);
  it('leaves out kinds, and edges without both ends', () => {
    const kept = filterPicture(whole, new Set(['vrf', 'leak', 'membership']));
    expect(new Set(kept.nodes.map((one) => one.kind))).toEqual(new Set(['vrf']));
    expect(new Set(kept.edges.map((one) => one.kind))).toEqual(new Set(['leak']));
    expect(filterPicture(whole, undefined)).toBe(whole);
  });
  it.each([
    [undefined, 'leak', ['vrf', 'pod']],
    [['vrf', 'pod'], 'leak', undefined],
    [['vrf'], 'pod', ['vrf', 'pod']],
  ] as const)('from %j, switching %s gives %j', (shown, kind, next) => {
    expect(switchKind(['vrf', 'pod', 'leak'], shown === undefined ? undefined : new Set<string>(shown), kind)).toEqual(
      next,
    );
  });
});

describe('arrow keys', () => {
  const scene = advance(
    undefined,
    picture(
      [
        node('vrf:d:p:a', { group: 'project:p' }),
        node('vrf:d:p:b', { group: 'project:p' }),
        node('vrf:d:q:c', { group: 'project:q' }),
        node('pod:ns/x', { group: 'node:c0' }),
        node('pod:ns/y', { group: 'node:c1' }),
      ],
      [edge('membership', 'pod:ns/y', 'vrf:d:p:a')],
      [frame('project:p'), frame('project:q'), frame('node:c0', 'workloads'), frame('node:c1', 'workloads')],
    ),
  );
  it.each([
    ['pod:ns/y', 'up', 'vrf:d:p:a'],
    ['vrf:d:p:a', 'down', 'pod:ns/y'],
    ['pod:ns/x', 'right', 'pod:ns/y'],
    ['pod:ns/y', 'left', 'pod:ns/x'],
    ['vrf:d:p:a', 'right', 'vrf:d:q:c'],
    ['pod:ns/y', 'right', undefined],
    ['vrf:d:p:b', 'up', 'vrf:d:p:a'],
  ] as const)('from %s %s to %s', (from, way, to) => expect(walk(scene, from, way)).toBe(to));
});
