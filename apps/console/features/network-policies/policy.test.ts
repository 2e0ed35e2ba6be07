import { describe, expect, it, test } from 'vitest';
import type { NetworkPolicySpec } from '../../../../server/model/kube/network-policy.ts';
import type { KubeObjectOf } from '../../../../server/model/kube/types.ts';
import {
  asFields,
  asYaml,
  blank,
  blankPeer,
  blankRule,
  changesOf,
  faultsOf,
  fromRecord,
  toObject,
  type PolicyForm,
} from './form-model.ts';
import { isolationOf } from './isolation.ts';
import { printPorts, readPorts } from './port-text.ts';
import { meaningOf } from './sentences.ts';

const stored = (spec: NetworkPolicySpec): KubeObjectOf<'NetworkPolicy'> => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'dev', uid: 'u', creationTimestamp: '2024-07-11T00:00:00Z', labels: { a: 'b' } },
  spec,
});
const RICH: NetworkPolicySpec = {
  podSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'old', operator: 'DoesNotExist' }] },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [
    {
      from: [
        { podSelector: {} },
        { namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: { matchLabels: { app: 'db' } } },
        { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
      ],
      ports: [
        { protocol: 'TCP', port: 80 },
        { protocol: 'TCP', port: 'http' },
      ],
    },
  ],
  egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }],
};

describe('the form', () => {
  test('what is read is written again, in both forms', () => {
    const form = fromRecord(stored(RICH));
    expect(toObject(form)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p', namespace: 'dev', labels: { a: 'b' } },
      spec: RICH,
    });
    expect(toObject(asYaml(form))).toEqual(toObject(form));
    expect(asFields(asYaml(form))).toEqual(form);
    expect(changesOf(asYaml(form), form)).toEqual([]);
    expect(changesOf({ ...asYaml(form), yaml: asYaml(form).yaml!.replace('app: web', 'app: x') }, form)).toEqual([
      'pods',
    ]);
  });

  const filled = (patch: Partial<PolicyForm>): PolicyForm => ({ ...blank('dev'), name: 'p', ...patch });
  const peer = (patch: object) => [{ ...blankRule([]), peers: [{ ...blankPeer([]), ...patch }] }];
  it.each<[Partial<PolicyForm>, string]>([
    [{ name: '' }, 'name'],
    [{ name: 'Bad_Name' }, 'name'],
    [{ pods: 'app web' }, 'pods'],
    [{ pods: 'app=-' }, 'pods'],
    [{ isolatesIngress: false }, 'isolates'],
    [{ ingress: [{ ...blankRule([]), ports: 'TCP 70000' }] }, 'ingress.0.ports'],
    [{ ingress: peer({ kind: 'block', cidr: '10.0.0' }) }, 'ingress.0.0.cidr'],
    [{ ingress: peer({ kind: 'block', cidr: '10.0.0.0/8', except: '11.0.0.0/9' }) }, 'ingress.0.0.except'],
    [{ ingress: peer({ kind: 'namespaces', namespaces: 'a b' }) }, 'ingress.0.0.namespaces'],
    [{ yaml: 'kind: Pod' }, 'yaml'],
    [{ yaml: 'a: [' }, 'yaml'],
  ])('%j is refused at %s', (patch, field) => expect(Object.keys(faultsOf(filled(patch)))).toEqual([field]));

  test('a text keeps the name of a policy that exists', () => {
    const form = asYaml(fromRecord(stored(RICH)));
    expect(faultsOf({ ...form, yaml: form.yaml!.replace('name: p', 'name: q') })['yaml']).toContain('Names stay');
  });

  test('rules of a direction that is not isolated are not written', () => {
    const object = toObject(filled({ isolatesIngress: false, isolatesEgress: true, ingress: [blankRule([])] }));
    expect(object?.spec).toEqual({ podSelector: {}, policyTypes: ['Egress'] });
  });
});

test.each([
  ['TCP 80', [{ protocol: 'TCP', port: 80 }]],
  [
    '80, udp 53',
    [
      { protocol: 'TCP', port: 80 },
      { protocol: 'UDP', port: 53 },
    ],
  ],
  ['8000-8080/TCP', [{ protocol: 'TCP', port: 8000, endPort: 8080 }]],
  ['SCTP', [{ protocol: 'SCTP' }]],
  ['TCP http', [{ protocol: 'TCP', port: 'http' }]],
  ['', []],
])('ports %j', (text, ports) => {
  expect(readPorts(text)).toEqual({ ports });
  expect(readPorts(printPorts(ports as never))).toEqual({ ports });
});
it.each(['TCP 0', '80-70', 'TCP 80 90', 'TCP h_p', '8x'])('%s is no port', (text) =>
  expect(readPorts(text).fault).toBeDefined(),
);

describe('sentences', () => {
  it.each<[string, NetworkPolicySpec, readonly string[]]>([
    ['no rule: nobody', { podSelector: {} }, ['Nobody may reach any pod of dev, unless another policy lets them.']],
    [
      'an empty rule: everybody',
      { podSelector: {}, ingress: [{}] },
      [
        'Everybody may reach every pod of dev on every port.',
        'Nothing else may come in, unless another policy lets it. Answers to what the pods asked always come back.',
      ],
    ],
    [
      'peers of every form',
      RICH,
      [
        'Every pod of dev, pods with app=db of namespaces with team=a and addresses of 10.0.0.0/8 except 10.1.0.0/16 ' +
          'may reach pods of dev with !old,app=web on TCP 80 and the TCP port named http.',
        'Nothing else may come in, unless another policy lets it. Answers to what the pods asked always come back.',
      ],
    ],
  ])('%s', (_case, spec, expected) => {
    const [ingress] = meaningOf('dev', spec);
    expect([...ingress!.rules, ingress!.rest]).toEqual(expected);
  });
  test('what is not restricted is said to be so', () => {
    expect(meaningOf('dev', { podSelector: {}, policyTypes: ['Egress'], egress: [] })).toMatchObject([
      { isolates: false, rest: 'This policy does not restrict what comes in.' },
      { isolates: true, rest: 'Every pod of dev may reach nobody, unless another policy lets them.' },
    ]);
  });
});

describe('which pods are isolated', () => {
  const pods = [
    { name: 'web', labels: { app: 'web' } },
    { name: 'db', labels: { app: 'db' } },
  ];
  const select = (app: string | undefined, name = 'p'): KubeObjectOf<'NetworkPolicy'> => ({
    ...stored({ podSelector: app === undefined ? {} : { matchLabels: { app } } }),
    metadata: { ...stored({}).metadata, name },
  });
  it.each<
    [string, ReturnType<typeof select>, ReturnType<typeof select> | undefined, ReturnType<typeof select>[], object]
  >([
    ['a new one', select('web'), undefined, [], { isolates: ['web'], already: [], opens: [] }],
    [
      'beside another',
      select(undefined),
      undefined,
      [select('db', 'q')],
      { isolates: ['web'], already: ['db'], opens: [] },
    ],
    ['an edited one', select('db'), select('web'), [], { isolates: ['db'], already: [], opens: ['web'] }],
    ['edited beside another', select('db'), select('web'), [select('web', 'q')], { isolates: ['db'], opens: [] }],
  ])('%s', (_case, policy, before, others, expected) => {
    const { directions } = isolationOf('dev', policy, before, others, pods);
    expect(directions[0]).toMatchObject({ direction: 'ingress', ...expected });
    expect(directions[1]).toMatchObject({ direction: 'egress', isolates: [], already: [], opens: [] });
  });
});
