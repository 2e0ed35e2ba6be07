/** Endpoints, EndpointSlices and NetworkPolicies: defaults, columns, and refusals in the words of Kubernetes. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(async () => {
  await server.close();
});

const ENDPOINTS = '/api/v1/namespaces/default/endpoints';
const SLICES = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';
const POLICIES = '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

const named = (name: string, rest: object) => ({ metadata: { name }, ...rest });
const policy = (spec: object) => named('p', { spec });

/** The cells of the only row, without name and age. */
async function cells(path: string): Promise<readonly (string | number)[]> {
  const { json } = await server.call('GET', path, undefined, TABLE);
  return json.rows[0]!.cells.slice(1, -1);
}

describe('Endpoints', () => {
  test('protocols are filled in, and the column shows three addresses', async () => {
    const made = await server.call(
      'POST',
      ENDPOINTS,
      named('web', {
        subsets: [
          {
            addresses: [{ ip: '10.32.0.1' }, { ip: '10.32.0.2' }],
            ports: [
              { name: 'http', port: 80 },
              { name: 'dns', port: 53, protocol: 'UDP' },
            ],
          },
          { addresses: [{ ip: 'fd00::1' }], notReadyAddresses: [{ ip: '10.32.0.9' }], ports: [{ port: 8080 }] },
        ],
      }),
    );
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({
      subsets: [{ ports: [{ protocol: 'TCP' }, { protocol: 'UDP' }] }, { ports: [{ protocol: 'TCP' }] }],
    });
    expect(await cells(`${ENDPOINTS}/web`)).toEqual(['10.32.0.1:80,10.32.0.2:80,10.32.0.1:53 + 2 more...']);
    await server.call('PUT', `${ENDPOINTS}/web`, named('web', { subsets: [{ addresses: [{ ip: 'fd00::1' }] }] }));
    expect(await cells(`${ENDPOINTS}/web`)).toEqual(['fd00::1']);
    await server.call('PUT', `${ENDPOINTS}/web`, named('web', {}));
    expect(await cells(`${ENDPOINTS}/web`)).toEqual(['<none>']);
  });

  test.each([
    [{ ports: [{ port: 80 }] }, 'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'],
    [
      { addresses: [{ ip: '127.0.0.1' }] },
      'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      { addresses: [{ ip: 'web' }] },
      '[subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address, (e.g. 10.9.8.7 or ' +
        '2001:db8::ffff), subsets[0].addresses[0].ip: Invalid value: "web": must be a valid IP address]',
    ],
    [
      { addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80, name: 'a' }, { port: 0 }] },
      '[subsets[0].ports[1].name: Required value, subsets[0].ports[1].port: Invalid value: 0: must be between 1 and ' +
        '65535, inclusive]',
    ],
    [
      { addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 80, protocol: 'ICMP' }] },
      'subsets[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"',
    ],
  ])('%j is refused', async (subset, why) => {
    const answer = await server.call('POST', ENDPOINTS, named('web', { subsets: [subset] }));
    expect([answer.status, answer.json.message]).toEqual([422, `Endpoints "web" is invalid: ${why}`]);
  });
});

describe('EndpointSlices', () => {
  const slice = (rest: object) => named('web-abc', { addressType: 'IPv4', endpoints: [], ports: [], ...rest });

  test('content and labels count as generations, annotations do not', async () => {
    const made = await server.call(
      'POST',
      SLICES,
      slice({ endpoints: [{ addresses: ['10.32.0.1'], conditions: { ready: true } }], ports: [{ port: 80 }] }),
    );
    expect(made.json).toMatchObject({ metadata: { generation: 1 }, ports: [{ name: '', protocol: 'TCP', port: 80 }] });
    expect(await cells(`${SLICES}/web-abc`)).toEqual(['IPv4', '80', '10.32.0.1']);
    const patched = async (patch: object) =>
      (await server.call('PATCH', `${SLICES}/web-abc`, patch, { 'content-type': 'application/merge-patch+json' })).json
        .metadata;
    expect(await patched({ metadata: { annotations: { a: 'b' } } })).toMatchObject({ generation: 1 });
    expect(await patched({ metadata: { labels: { 'kubernetes.io/service-name': 'web' } } })).toMatchObject({
      generation: 2,
    });
    expect(await patched({ endpoints: [] })).toMatchObject({ generation: 3 });
    expect(await cells(`${SLICES}/web-abc`)).toEqual(['IPv4', '80', '<unset>']);
  });

  test.each([
    [{ addressType: 'IPv5' }, 'addressType: Unsupported value: "IPv5": supported values: "FQDN", "IPv4", "IPv6"'],
    [{ endpoints: [{ addresses: [] }] }, 'endpoints[0].addresses: Required value: must contain at least 1 address'],
    [
      { endpoints: [{ addresses: ['fd00::1'] }] },
      'endpoints[0].addresses[0]: Invalid value: "fd00::1": must be a valid IPv4 address',
    ],
    [
      { addressType: 'FQDN', endpoints: [{ addresses: ['web'] }] },
      'endpoints[0].addresses[0]: Invalid value: "web": should be a domain with at least two segments separated by ' +
        'dots',
    ],
    [{ ports: [{ port: 80 }, { port: 81 }] }, 'ports[1].name: Duplicate value: ""'],
    [
      { endpoints: Array.from({ length: 1001 }, () => ({ addresses: ['10.0.0.1'] })) },
      'endpoints: Too many: 1001: must have at most 1000 items',
    ],
  ])('%# is refused', async (part, why) => {
    const answer = await server.call('POST', SLICES, slice(part));
    expect([answer.status, answer.json.message]).toEqual([
      422,
      `EndpointSlice.discovery.k8s.io "web-abc" is invalid: ${why}`,
    ]);
  });

  test('the type of its addresses stays', async () => {
    expect((await server.call('POST', SLICES, slice({}))).status).toBe(201);
    const answer = await server.call('PUT', `${SLICES}/web-abc`, slice({ addressType: 'IPv6' }));
    expect(answer.json.message).toContain('addressType: Invalid value: "IPv6": field is immutable');
  });
});

describe('NetworkPolicies', () => {
  test.each([
    [{}, { podSelector: {}, policyTypes: ['Ingress'] }],
    [{ podSelector: {}, egress: [] }, { policyTypes: ['Ingress'] }],
    [{ podSelector: {}, egress: [{}] }, { policyTypes: ['Ingress', 'Egress'] }],
    [{ podSelector: {}, policyTypes: ['Egress'] }, { policyTypes: ['Egress'] }],
    [{ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] }, { ingress: [{ ports: [{ protocol: 'TCP' }] }] }],
  ])('defaults of %j', async (spec, stored) => {
    const answer = await server.call('POST', POLICIES, policy(spec));
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json.spec).toMatchObject(stored);
  });

  test('the column is its selector', async () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'tier', operator: 'In', values: ['b', 'a'] }],
    };
    await server.call('POST', POLICIES, policy({ podSelector: selector }));
    expect(await cells(`${POLICIES}/p`)).toEqual(['app=web,tier in (a,b)']);
    await server.call('PUT', `${POLICIES}/p`, policy({ podSelector: {} }));
    expect(await cells(`${POLICIES}/p`)).toEqual(['<none>']);
  });

  const ingress = (rule: object) => ({ podSelector: {}, ingress: [rule] });
  const FROM = 'spec.ingress[0].from[0]';
  const PORT = 'spec.ingress[0].ports[0]';

  test.each([
    [ingress({ from: [{}] }), `${FROM}: Required value: must specify a peer`],
    [
      ingress({ from: [{ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }] }),
      `${FROM}: Forbidden: may not specify both ipBlock and another peer`,
    ],
    [
      ingress({ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }] }),
      `${FROM}.ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of \`cidr\``,
    ],
    [
      ingress({ from: [{ ipBlock: { cidr: '10.0.0.0' } }] }),
      `${FROM}.ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or ` +
        '2001:db8::/64)',
    ],
    [ingress({ from: [{ ipBlock: { cidr: '' } }] }), `${FROM}.ipBlock.cidr: Required value`],
    [
      ingress({ from: [{ namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }] }),
      `${FROM}.namespaceSelector.matchExpressions[0].values: Required value: must be specified when \`operator\` is ` +
        "'In' or 'NotIn'",
    ],
    [
      ingress({ ports: [{ port: 90, endPort: 80 }] }),
      `${PORT}.endPort: Invalid value: 90: must be greater than or equal to \`port\``,
    ],
    [
      ingress({ ports: [{ port: 'http', endPort: 80 }] }),
      `${PORT}.endPort: Invalid value: 80: may not be specified when \`port\` is non-numeric`,
    ],
    [
      ingress({ ports: [{ endPort: 80 }] }),
      `${PORT}.endPort: Invalid value: 80: may not be specified when \`port\` is not specified`,
    ],
    [ingress({ ports: [{ port: '80' }] }), `${PORT}.port: Invalid value: "80": must contain at least one letter (a-z)`],
    [
      ingress({ ports: [{ port: 80, protocol: 'ICMP' }] }),
      `${PORT}.protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"`,
    ],
    [
      { podSelector: {}, policyTypes: ['Ingres'] },
      'spec.policyTypes[0]: Unsupported value: "Ingres": supported values: "Ingress", "Egress"',
    ],
    [
      { podSelector: { matchLabels: { app: '-' } } },
      'spec.podSelector.matchLabels: Invalid value: "-": a valid label must be an empty string',
    ],
  ])('%j is refused', async (spec, why) => {
    const answer = await server.call('POST', POLICIES, policy(spec));
    expect(answer.status).toBe(422);
    expect(answer.json.message).toContain(`NetworkPolicy.networking.k8s.io "p" is invalid: ${why}`);
  });

  test('only changes of the spec count as generations', async () => {
    const made = await server.call('POST', POLICIES, policy({ podSelector: {} }));
    expect(made.json.metadata).toMatchObject({ generation: 1 });
    const labelled = { metadata: { name: 'p', labels: { a: 'b' } }, spec: { podSelector: {} } };
    expect((await server.call('PUT', `${POLICIES}/p`, labelled)).json.metadata).toMatchObject({ generation: 1 });
    const wider = policy({ podSelector: {}, egress: [{}] });
    expect((await server.call('PUT', `${POLICIES}/p`, wider)).json.metadata).toMatchObject({ generation: 2 });
  });
});
