import { describe, expect, test } from 'vitest';
import { createKubeObject } from '../../kube/operations.ts';
import type { Kind } from '../../model/kinds.ts';
import { Problem } from '../../model/problem.ts';
import { SCHEMA } from '../../store/schema.ts';
import { createInMemorySystem } from '../../testing/in-memory-system.ts';
import { pattern } from '../../testing/pattern.ts';
import { validateRecord } from './validate.ts';

const system = createInMemorySystem();
system.do((context) =>
  createKubeObject(context, 'Namespace', {
    metadata: { name: 'web', annotations: { 'opencontrail.org/isolation': 'true' } },
  }),
);
system.do((context) =>
  createKubeObject(context, 'Deployment', {
    metadata: { name: 'web', namespace: 'web' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }] },
      },
    },
  }),
);
const records = [...SCHEMA.keys()].flatMap((kind) =>
  [...system.store.scan(kind)].map(({ key, value }) => ({ kind, key, value: value as unknown })),
);

/** The refusal, or undefined; anything but a refusal is passed on. */
function refusal(kind: Kind, key: string, value: unknown, old?: unknown): Problem | undefined {
  try {
    validateRecord(kind, key, value, old);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** A copy with the value at `path` replaced, or left out. */
function replaced(
  value: unknown,
  path: readonly (string | number)[],
  by: { readonly value: unknown } | undefined,
): unknown {
  const copy = structuredClone(value) as never;
  let at: { [step: string]: unknown } = copy;
  for (const step of path.slice(0, -1)) at = at[step] as typeof at;
  if (by === undefined) delete at[path.at(-1)!];
  else
    Object.defineProperty(at, path.at(-1)!, { value: by.value, enumerable: true, configurable: true, writable: true });
  return copy;
}

function* pathsOf(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value))
    yield* pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]);
}

test('what the product itself writes is valid, checked whole or against the record before', () => {
  expect(new Set(records.map(({ kind }) => kind)).size).toBeGreaterThan(20);
  for (const { kind, key, value } of records) {
    expect(refusal(kind, key, structuredClone(value))).toBeUndefined();
    expect(refusal(kind, key, structuredClone(value), value)).toBeUndefined();
  }
});

const WRONG: readonly unknown[] = [null, true, -1, 1.5, 1e300, '', 'x', [], [null], {}, { a: null }, { length: 1 }];

test(
  'every part of every kind of record, replaced by something wrong, is a refusal or no fault; nothing is thrown ' +
    'that is none',
  () => {
    const seen = new Set<string>();
    let refused = 0;
    for (const { kind, key, value } of records) {
      for (const path of pathsOf(value)) {
        const place = `${kind} ${path.map((step) => (typeof step === 'number' ? '#' : step)).join('/')}`;
        if (seen.has(place)) continue;
        seen.add(place);
        for (const wrong of WRONG)
          if (refusal(kind, key, replaced(value, path, { value: wrong })) !== undefined) refused += 1;
        refusal(kind, key, replaced(value, path, undefined));
        expect(refusal(kind, key, replaced(value, [...path.slice(0, -1), '__proto__'], { value: {} }))).toSatisfy(
          (problem) => problem === undefined || problem instanceof Problem,
        );
      }
    }
    expect(refused).toBeGreaterThan(seen.size * 5);
  },
);

const network = records.find(
  ({ kind, value }) =>
    kind === 'virtual-network' && (value as { refs: object }).refs['network-ipam' as never] !== undefined,
)!;
const policy = records.find(({ kind }) => kind === 'network-policy')!;
const pod = records.find(({ kind }) => kind === 'kube/Pod')!;

test.each(['fq_name', 'display_name', 'id_perms', 'perms2', 'refs', 'props'])(
  'a new object without %s is refused',
  (member) => {
    const without = replaced(network.value, [member], undefined);
    expect(refusal('virtual-network', network.key, without)?.fields?.[0]?.pointer).toMatch(
      new RegExp(`^/virtual-network/${member}`),
    );
  },
);

describe('a fault has its place and a sentence', () => {
  test.each<[typeof pod, readonly (string | number)[], unknown, number, string, RegExp]>([
    [network, ['fq_name', 2], 'a\nb', 400, '/virtual-network/fq_name/2', /contains the character U\+000A/],
    [network, ['fq_name', 2], 'a\u202eb', 400, '/virtual-network/fq_name/2', /U\+202E/],
    [network, ['fq_name', 2], '\ud800', 400, '/virtual-network/fq_name/2', /lone surrogate/],
    [network, ['fq_name', 2], 'a'.repeat(1025), 400, '/virtual-network/fq_name/2', /1024 are the most/],
    [network, ['fq_name', 2], '', 400, '/virtual-network/fq_name/2', /empty/],
    [network, ['fq_name'], 'a:b', 400, '/virtual-network/fq_name', /a list of the parts/],
    [network, ['display_name'], 'a\u0085', 400, '/virtual-network/display_name', /U\+0085/],
    [
      network,
      ['perms2', 'share'],
      [{ tenant: 1, tenant_access: 7 }],
      400,
      '/virtual-network/perms2/share/0/tenant',
      /text/,
    ],
    [network, ['id_perms', 'created'], 5, 400, '/virtual-network/id_perms/created', /time/],
    [network, ['props', 'is_shared'], null, 400, '/virtual-network/is_shared', /null/],
    [
      network,
      ['props', 'import_route_target_list'],
      { route_target: ['target:1:2', 'x'] },
      400,
      '/virtual-network/import_route_target_list/route_target/1',
      /format/,
    ],
    [
      network,
      ['refs', 'network-ipam', 0, 'attr'],
      { ipam_subnets: 5 },
      400,
      '/virtual-network/network_ipam_refs/0/attr/ipam_subnets',
      /./,
    ],
    [
      network,
      ['refs', 'network-ipam', 0, 'uuid'],
      'x',
      400,
      '/virtual-network/network_ipam_refs/0',
      /uuid of its target/,
    ],
    [network, ['refs', 'constructor'], [], 400, '/virtual-network/refs', /no type constructor/],
    [network, ['owners'], { a: 1 }, 400, '/virtual-network/owners/a', /controller/],
    [network, ['colour'], 'red', 400, '/virtual-network/colour', /not a member/],
    [
      policy,
      ['props', 'network_policy_entries', 'policy_rule', 0, 'src_ports'],
      undefined,
      400,
      '/network-policy/network_policy_entries/policy_rule/0/src_ports',
      /./,
    ],
    [
      policy,
      ['props', 'network_policy_entries', 'policy_rule', 0, 'src_addresses'],
      [{ virtual_network: 5 }],
      400,
      '/network-policy/network_policy_entries/policy_rule/0/src_addresses/0/virtual_network',
      /text/,
    ],
    [pod, ['spec', 'containers'], {}, 422, '/spec/containers', /list/],
    [
      pod,
      ['spec', 'containers', 0, 'ports', 0, 'containerPort'],
      2 ** 31,
      422,
      '/spec/containers/0/ports/0/containerPort',
      /32 bits/,
    ],
    [pod, ['metadata', 'labels'], { a: 1 }, 422, '/metadata/labels/a', /text/],
    [pod, ['metadata', 'name'], 'other', 422, '/metadata/name', /under which the object is kept/],
    [pod, ['constructor'], {}, 422, '/constructor', /not a field/],
  ])('%#', ({ kind, key, value }, path, wrong, status, pointer, detail) => {
    const problem = refusal(
      kind,
      key,
      replaced(value, path, wrong === undefined ? undefined : { value: wrong }),
      value,
    );
    expect(problem).toMatchObject({ status });
    expect(problem?.fields?.[0]).toMatchObject({ pointer, detail: expect.stringMatching(detail) });
  });

  test('the sentence names the object and the field', () => {
    expect(
      refusal(
        'network-policy',
        policy.key,
        replaced(policy.value, ['props', 'network_policy_entries', 'policy_rule', 0, 'protocol'], { value: 6 }),
      )?.detail,
    ).toMatch(
      pattern(
        /^Bad property in network-policy default-domain:[\w:-]+: /,
        /network_policy_entries\.policy_rule\.0\.protocol: Protocol must be a text$/,
      ),
    );
    expect(
      refusal('kube/Pod', pod.key, replaced(pod.value, ['spec', 'containers', 0, 'name'], { value: 6 }))?.detail,
    ).toMatch(/^Pod "web-[\w-]+" is invalid: spec\.containers\[0\]\.name: must be a text$/);
  });

  test('an old fault blocks no other change, and cannot come back once it is fixed', () => {
    const old = replaced(network.value, ['props', 'is_shared'], { value: 'yes' });
    expect(
      refusal('virtual-network', network.key, replaced(old, ['display_name'], { value: 'other' }), old),
    ).toBeUndefined();
    expect(
      refusal('virtual-network', network.key, replaced(old, ['props', 'is_shared'], { value: true }), old),
    ).toBeUndefined();
    expect(refusal('virtual-network', network.key, old, network.value)).toMatchObject({ status: 400 });
  });

  test('of many old faults one is fixed at a time, and a new one among them is found', () => {
    const labelled = (labels: { readonly [label: string]: unknown }): unknown =>
      replaced(pod.value, ['metadata', 'labels'], { value: labels });
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`l${index}`, index as unknown]));
    const old = labelled(many);
    expect(refusal('kube/Pod', pod.key, labelled({ ...many, l3: 'fixed' }), old)).toBeUndefined();
    expect(refusal('kube/Pod', pod.key, labelled({ ...many, l3: 'fixed', l30: 5 }), old)).toMatchObject({
      status: 422,
      fields: [{ pointer: '/metadata/labels/l30' }],
    });
  });
});

test.each<[Kind, string, unknown, RegExp]>([
  ['key-value', 'k', { value: 5 }, /value: must be a text/],
  ['key-value', 'a\u0000', { value: '' }, /U\+0000/],
  ['number-pool', 'p', { next: 0.5 }, /next: must be a whole number/],
  ['number-pool', 'p', { next: 2 ** 53 }, /next: must be a whole number/],
  ['vrf-id', 'a/b', { id: 70_000 }, /id: must be a whole number of 1–65535/],
  ['vrf-id', 'a/b', { id: 1, more: 1 }, /more: is not a member/],
])('%s %s %j is refused', (kind, key, value, detail) => {
  expect(refusal(kind, key, value)).toMatchObject({ status: 400, detail: expect.stringMatching(detail) });
});

test('no transaction puts a malformed record, on the store or on a fork', () => {
  const wrong = replaced(policy.value, ['props', 'network_policy_entries', 'policy_rule', 0, 'src_ports'], undefined);
  const revision = system.store.revision;
  for (const on of [system.store, system.store.fork()]) {
    expect(() =>
      on.transact({ actor: 'test', source: 'controller:x' }, (transaction) => {
        transaction.put('key-value', 'k', { value: 'v' });
        transaction.put('network-policy', policy.key, wrong as never);
      }),
    ).toThrow(Problem);
    expect([on.get('key-value', 'k'), on.get('network-policy', policy.key)?.value]).toEqual([undefined, policy.value]);
  }
  expect(system.store.revision).toBe(revision);
});
