/** ResourceQuotas and LimitRanges: what is refused, in the words of Kubernetes' admission. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(async () => {
  await server.close();
});

const DEFAULT = '/api/v1/namespaces/default';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

const create = (plural: string, name: string, rest: object) =>
  server.call('POST', `${DEFAULT}/${plural}`, { metadata: { name }, ...rest });
const quota = (hard: object, rest: object = {}, name = 'q') =>
  create('resourcequotas', name, { spec: { hard, ...rest } });
const limits = (...items: object[]) => create('limitranges', 'l', { spec: { limits: items } });
const pod = (name: string, resources: object = {}, rest: object = {}) =>
  create('pods', name, { spec: { containers: [{ name: 'c', image: 'nginx', resources }], ...rest } });
const configMap = (name: string) => create('configmaps', name, {});

async function made(...answers: readonly Promise<{ readonly status: number; readonly text: string }>[]): Promise<void> {
  for (const answer of await Promise.all(answers)) expect(answer.status, answer.text).toBe(201);
}
async function refusal(answer: Promise<{ readonly status: number; readonly json: { readonly message: string } }>) {
  const { status, json } = await answer;
  return [status, json.message];
}

describe('quotas', () => {
  test('count objects', async () => {
    await made(quota({ configmaps: 2, 'count/deployments.apps': '0' }), configMap('a'), configMap('b'));
    expect(await refusal(configMap('c'))).toEqual([
      403,
      'configmaps "c" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=2, limited: ' +
        'configmaps=2',
    ]);
    await server.call('DELETE', `${DEFAULT}/configmaps/a`);
    await made(configMap('c'));
    const containers = [{ name: 'c', image: 'nginx' }];
    const deployment = {
      metadata: { name: 'd' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } }, spec: { containers } },
      },
    };
    const answer = await server.call('POST', '/apis/apps/v1/namespaces/default/deployments', deployment);
    expect(answer.json.message).toBe(
      'deployments.apps "d" is forbidden: exceeded quota: q, requested: count/deployments.apps=1, used: ' +
        'count/deployments.apps=0, limited: count/deployments.apps=0',
    );
  });

  test('sum requests and limits, and want each container to give them', async () => {
    await made(quota({ pods: 3, 'requests.cpu': '1', 'limits.memory': '1Gi' }));
    expect(await refusal(pod('p'))).toEqual([
      403,
      'pods "p" is forbidden: failed quota: q: must specify limits.memory for: c; requests.cpu for: c',
    ]);
    await made(pod('p', { requests: { cpu: '600m' }, limits: { memory: '512Mi' } }));
    expect(await refusal(pod('r', { requests: { cpu: 0.5 }, limits: { memory: '600Mi' } }))).toEqual([
      403,
      'pods "r" is forbidden: exceeded quota: q, requested: limits.memory=600Mi,requests.cpu=500m, used: ' +
        'limits.memory=512Mi,requests.cpu=600m, limited: limits.memory=1Gi,requests.cpu=1',
    ]);
    // A limit is a request where none is given.
    await made(pod('s', { limits: { cpu: '400m', memory: '512Mi' } }));
    expect((await refusal(pod('t', { requests: { cpu: '1m' }, limits: { memory: '1' } })))[1]).toContain(
      'exceeded quota: q, requested: limits.memory=1,requests.cpu=1m',
    );
    await server.call('DELETE', `${DEFAULT}/pods/p`);
    await made(pod('t', { requests: { cpu: '1m' }, limits: { memory: '1' } }));
  });

  test('of init containers count the greatest, of pods that have ended nothing', async () => {
    await made(quota({ 'requests.cpu': '1', pods: '1' }));
    const container = (name: string, cpu: string) => ({ name, image: 'nginx', resources: { requests: { cpu } } });
    const initContainers = [container('i', '900m'), container('j', '1001m')];
    const spec = { containers: [container('c', '200m')], initContainers };
    expect((await refusal(create('pods', 'p', { spec })))[1]).toContain('requested: requests.cpu=1001m');
    initContainers.pop();
    await made(create('pods', 'p', { spec }));
    expect((await refusal(pod('s', { requests: { cpu: '1m' } })))[1]).toContain('used: pods=1');
    await server.call(
      'PATCH',
      `${DEFAULT}/pods/p/status`,
      { status: { phase: 'Succeeded' } },
      {
        'content-type': 'application/merge-patch+json',
      },
    );
    await made(pod('s', { requests: { cpu: '1' } }));
  });

  test('a Service that becomes one with node ports is asked again', async () => {
    await made(quota({ 'services.nodeports': '1', 'services.loadbalancers': '0' }));
    const service = (type: string, ...ports: number[]) => ({
      metadata: { name: 's' },
      spec: { type, ports: ports.map((port) => ({ name: `p${port}`, port })) },
    });
    await made(server.call('POST', `${DEFAULT}/services`, service('ClusterIP', 80, 81)));
    const put = (type: string, ...ports: number[]) =>
      server.call('PUT', `${DEFAULT}/services/s`, service(type, ...ports));
    expect(await refusal(put('NodePort', 80, 81))).toEqual([
      403,
      'services "s" is forbidden: exceeded quota: q, requested: services.nodeports=2, used: services.nodeports=0, ' +
        'limited: services.nodeports=1',
    ]);
    expect((await put('NodePort', 80)).status).toBe(200);
    expect((await refusal(put('LoadBalancer', 80)))[1]).toContain('requested: services.loadbalancers=1');
  });

  test('with scopes count only the pods in them', async () => {
    const scopeSelector = { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] };
    await made(
      quota({ pods: '1' }, { scopes: ['BestEffort'] }, 'effort'),
      quota({ pods: '0' }, { scopeSelector }, 'high'),
      quota({ pods: '0' }, { scopes: ['Terminating'] }, 'ending'),
    );
    await made(pod('a'), pod('b', { requests: { cpu: '1' } }), pod('c', { requests: { cpu: '1' } }), configMap('m'));
    expect((await refusal(pod('d')))[1]).toContain('exceeded quota: effort');
    const explicit = { requests: { cpu: '1' } };
    expect((await refusal(pod('d', explicit, { priorityClassName: 'high' })))[1]).toContain('exceeded quota: high');
    expect((await refusal(pod('d', explicit, { activeDeadlineSeconds: 9 })))[1]).toContain('exceeded quota: ending');
  });

  test('the status tells what is used, and the columns too', async () => {
    await made(pod('a', { limits: { cpu: '0.5', memory: '64Mi' } }), configMap('m'));
    const hard = { pods: '4', 'requests.cpu': '2000m', 'limits.memory': '1Gi', configmaps: 10 };
    const answer = await quota(hard);
    expect(answer.json).toMatchObject({
      spec: { hard: { pods: '4', 'requests.cpu': '2', 'limits.memory': '1Gi', configmaps: '10' } },
      status: {
        hard: { pods: '4', 'requests.cpu': '2', 'limits.memory': '1Gi', configmaps: '10' },
        used: { pods: '1', 'requests.cpu': '500m', 'limits.memory': '64Mi', configmaps: '1' },
      },
    });
    const { json } = await server.call('GET', `${DEFAULT}/resourcequotas/q`, undefined, TABLE);
    expect(json.rows[0]!.cells.slice(0, 3)).toEqual([
      'q',
      'configmaps: 1/10, pods: 1/4, requests.cpu: 500m/2',
      'limits.memory: 64Mi/1Gi',
    ]);
  });

  test.each([
    [{ hard: { pods: '-1' } }, 'spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0'],
    [{ hard: { pods: '1.5' } }, 'spec.hard[pods]: Invalid value: "1500m": must be an integer'],
    [{ hard: { apples: '1' } }, 'spec.hard[apples]: Invalid value: "apples": must be a standard resource for quota'],
    [
      { hard: { 'count/jobs.batch': '1' } },
      'spec.hard[count/jobs.batch]: Invalid value: "count/jobs.batch": objects of this resource are not served here, ' +
        'so that nothing would count them',
    ],
    [
      { hard: { pods: '1' }, scopes: ['Terminating', 'NotTerminating'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"Terminating", "NotTerminating"}: conflicting scopes',
    ],
    [
      { hard: { services: '1' }, scopes: ['Terminating'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"Terminating"}: unsupported scope applied to resource',
    ],
    [
      { hard: { pods: '1' }, scopes: ['CrossNamespacePodAffinity'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"CrossNamespacePodAffinity"}: unsupported scope',
    ],
  ])('%j is refused', async (spec, why) => {
    const answer = await create('resourcequotas', 'q', { spec });
    expect([answer.status, answer.json.message]).toEqual([422, `ResourceQuota "q" is invalid: ${why}`]);
  });

  test('an amount that is none is refused as of the wrong type', async () => {
    expect(await refusal(quota({ pods: 'many' }))).toEqual([
      400,
      'ResourceQuota in version "v1" cannot be handled as a ResourceQuota: quantities must match the regular ' +
        "expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ]);
  });
});

describe('limits', () => {
  test('are filled in, and noted', async () => {
    await made(
      limits({ type: 'Container', default: { cpu: '500m', memory: '128Mi' }, defaultRequest: { cpu: '250m' } }),
    );
    const answer = await pod('p', { requests: { cpu: '100m' } });
    expect(answer.json).toMatchObject({
      metadata: {
        annotations: {
          'kubernetes.io/limit-ranger':
            'LimitRanger plugin set: memory request for container c; cpu, memory limit for container c',
        },
      },
      spec: {
        containers: [
          { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '128Mi' } } },
        ],
      },
    });
  });

  test('a maximum is the default limit, and a minimum the default request', async () => {
    const answer = await limits({ type: 'Container', max: { cpu: '1' }, min: { memory: '4Mi' } });
    expect(answer.json.spec).toMatchObject({
      limits: [{ default: { cpu: '1' }, defaultRequest: { cpu: '1', memory: '4Mi' } }],
    });
  });

  test.each([
    [
      { type: 'Container', max: { cpu: '1' } },
      { requests: { cpu: '2' }, limits: { cpu: '2' } },
      'maximum cpu usage per Container is 1, but limit is 2',
    ],
    [
      { type: 'Container', min: { memory: '64Mi' }, defaultRequest: { memory: '64Mi' } },
      { requests: { memory: '32Mi' } },
      'minimum memory usage per Container is 64Mi, but request is 32Mi',
    ],
    [{ type: 'Pod', max: { cpu: '1' } }, {}, 'maximum cpu usage per Pod is 1.  No limit is specified'],
    [{ type: 'Pod', min: { cpu: '1' } }, {}, 'minimum cpu usage per Pod is 1.  No request is specified'],
    [
      { type: 'Container', maxLimitRequestRatio: { cpu: '2' } },
      { requests: { cpu: '100m' }, limits: { cpu: '250m' } },
      'cpu max limit to request ratio per Container is 2, but provided ratio is 2.500000',
    ],
    [
      { type: 'Pod', min: { cpu: '1', memory: '1Gi' } },
      { requests: { cpu: '100m' } },
      '[minimum cpu usage per Pod is 1, but request is 100m, minimum memory usage per Pod is 1Gi.  No request is ' +
        'specified]',
    ],
  ])('%j refuses %j', async (limit, resources, why) => {
    await made(limits(limit));
    expect(await refusal(pod('p', resources))).toEqual([403, `pods "p" is forbidden: ${why}`]);
  });

  test.each([
    [
      { type: 'Container', min: { cpu: '2' }, max: { cpu: '1' } },
      'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
    ],
    [
      { type: 'Pod', default: { cpu: '2' } },
      "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
    ],
    [
      { type: 'Node' },
      'spec.limits[0].type: Invalid value: "Node": must be a standard limit type: Container, Pod or ' +
        'PersistentVolumeClaim',
    ],
    [
      { type: 'Container', max: { cpus: '1' } },
      'spec.limits[0].max[cpus]: Invalid value: "cpus": must be a standard resource type or fully qualified',
    ],
    [
      { type: 'Container', maxLimitRequestRatio: { cpu: '500m' } },
      'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1',
    ],
  ])('%j is refused', async (limit, why) => {
    const answer = await limits(limit);
    expect(answer.status).toBe(422);
    expect(answer.json.message).toContain(why);
  });
});
