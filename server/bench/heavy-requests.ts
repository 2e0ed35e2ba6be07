/**
 * The heavy requests of `npm run bench -- loop`, in the order in which they are sent: those of a group need what its
 * earlier ones created.
 */

import { randomUUID } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import type { HttpConnection, Sent } from '../testing/mutate/connection.ts';

export interface HeavyRequest {
  readonly group: 'bodies' | 'targets' | 'batches' | 'records' | 'lists' | 'views' | 'deletions';
  readonly name: string;
  /** Made just before it is sent. */
  readonly sent: () => Sent | Promise<Sent>;
  /** The same work without yielding, in this process. */
  readonly naive?: () => void;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const YAML_TYPE = { 'content-type': 'application/yaml' };
const PROJECT = ['default-domain', 'default-project'];
const CLUSTER = ['default-domain', 'k8s-default'];
const POD_NETWORK = 'k8s-default-pod-network';

const body = (document: unknown): Pick<Sent, 'headers' | 'body'> => ({
  headers: JSON_TYPE,
  body: Buffer.from(JSON.stringify(document)),
});
const post = (path: string, document: unknown): Sent => ({ method: 'POST', path, ...body(document) });
const get = (path: string, headers = {}): Sent => ({ method: 'GET', path, headers });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** In a cluster with so many pods. */
export function heavyRequests(connection: HttpConnection, pods: number): HeavyRequest[] {
  return [
    ...bodies(),
    ...targets(connection),
    ...batches(connection),
    ...records(connection),
    ...lists(connection, pods),
    ...views(),
    ...deletions(connection),
  ];
}

function bodies(): HeavyRequest[] {
  const yaml = (name: string, text: string): HeavyRequest => ({
    group: 'bodies',
    name: `YAML of ${(text.length / 1e6).toFixed(2)} MB, ${name}`,
    sent: () => ({
      method: 'POST',
      path: '/kube/api/v1/namespaces/default/configmaps',
      headers: YAML_TYPE,
      body: Buffer.from(text),
    }),
    naive: () =>
      void (parseAllDocuments(text) as readonly { toJS(options: object): unknown }[])[0]!.toJS({ maxAliasCount: -1 }),
  });
  const head = (name: string): string => `kind: ConfigMap\napiVersion: v1\nmetadata: {name: ${name}}\ndata:\n`;
  const map = (name: string, keys: number, more: object = {}): Sent =>
    post('/kube/api/v1/namespaces/default/configmaps', {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { name, ...more },
      data: Object.fromEntries(many(keys, (index) => [`key-${index}`, 'value value value'])),
    });
  return [
    yaml('many keys', head('keys') + many(25_000, (index) => `  key-${index}: "${index}"`).join('\n')),
    yaml('escaped newlines', `${head('escapes')}  a: "${'line\\n'.repeat(80_000)}"\n`),
    yaml(
      'anchors and aliases',
      `${head('aliases')}  a: &a "x"\n${many(20_000, (index) => `  k${index}: *a`).join('\n')}\n`,
    ),
    { group: 'bodies', name: 'JSON of 0.9 MB in one object', sent: () => map('big', 30_000) },
    { group: 'bodies', name: 'a ConfigMap of 9,000 keys', sent: () => map('nine-thousand', 9_000) },
    {
      group: 'bodies',
      name: 'a ConfigMap of 9,000 labels',
      sent: () => map('labels', 1, { labels: Object.fromEntries(many(9_000, (index) => [`key-${index}`, 'value'])) }),
    },
    {
      group: 'bodies',
      name: 'a pod of 9,000 labels',
      sent: () =>
        post('/kube/api/v1/namespaces/default/pods', {
          kind: 'Pod',
          apiVersion: 'v1',
          metadata: { name: 'labels', labels: Object.fromEntries(many(9_000, (index) => [`key-${index}`, 'value'])) },
          spec: { containers: [{ name: 'web', image: 'nginx' }] },
        }),
    },
    {
      group: 'bodies',
      name: 'a JSON patch of 22 copies',
      sent: () => ({
        method: 'PATCH',
        path: '/kube/api/v1/namespaces/bench-0',
        headers: { 'content-type': 'application/json-patch+json' },
        body: Buffer.from(
          JSON.stringify([
            { op: 'add', path: '/metadata/annotations', value: { a: 'x' } },
            ...many(22, (index) => ({ op: 'copy', from: '/metadata', path: `/metadata/x${index}` })),
          ]),
        ),
      }),
    },
  ];
}

const network = (name: string, routeTarget: readonly string[], more: object = {}): object => ({
  'virtual-network': { fq_name: [...PROJECT, name], route_target_list: { route_target: routeTarget }, ...more },
});

async function uuidOf(
  connection: HttpConnection,
  type: string,
  name: string,
  parent: readonly string[] = PROJECT,
): Promise<string> {
  const { text } = await connection.send(post('/config/fqname-to-id', { type, fq_name: [...parent, name] }));
  return (JSON.parse(text) as { readonly uuid: string }).uuid;
}

function targets(connection: HttpConnection): HeavyRequest[] {
  const named = (count: number): string[] => many(count, (index) => `target:64512:${index + 1}`);
  const uuid = (): Promise<string> => uuidOf(connection, 'virtual-network', 'many-targets');
  const group = 'targets';
  return [
    {
      group,
      name: 'a network of 10,000 route targets',
      sent: () => post('/config/virtual-networks', network('many-targets', named(10_000))),
    },
    {
      group,
      name: 'a second network with them',
      sent: () => post('/config/virtual-networks', network('as-many-targets', named(10_000))),
    },
    {
      group,
      name: 'one of 10,000 route targets changed',
      sent: async () => ({
        ...post('', {
          'virtual-network': { route_target_list: { route_target: [...named(9_999), 'target:64512:20000'] } },
        }),
        method: 'PUT',
        path: `/config/virtual-network/${await uuid()}`,
      }),
    },
    { group, name: 'the topology beside them', sent: () => get('/views/topology') },
    { group, name: 'the VRFs beside them', sent: () => get('/views/vrfs') },
    { group, name: 'the VRF of 10,000 targets', sent: async () => get(`/views/vrfs/${await uuid()}`) },
    { group, name: 'the table of VRFs beside them', sent: () => get('/views/tables/vrfs?q=many&sort=-imports') },
    { group, name: 'a search for a target', sent: () => get('/views/search?q=target:64512:77') },
    { group, name: 'the list of route targets', sent: () => get('/config/route-targets?detail=true') },
    { group, name: 'the routing instance', sent: () => get('/config/routing-instances?detail=true') },
    {
      group,
      name: 'the deletion of a network of 10,000 targets',
      sent: async () => ({ method: 'DELETE', path: `/config/virtual-network/${await uuid()}`, headers: {} }),
    },
    {
      group,
      name: 'the deletion of the other',
      sent: async () => ({
        method: 'DELETE',
        path: `/config/virtual-network/${await uuidOf(connection, 'virtual-network', 'as-many-targets')}`,
        headers: {},
      }),
    },
  ];
}

function batches(connection: HttpConnection): HeavyRequest[] {
  const group = 'batches';
  const batch = (make: (index: number) => object): Sent => post('/config/batch', many(250, make));
  const pools = (count: number): object => ({
    network_ipam_refs: [
      {
        to: ['default-domain', 'default-project', 'default-network-ipam'],
        attr: {
          ipam_subnets: [
            {
              subnet: { ip_prefix: '10.96.0.0', ip_prefix_len: 12 },
              allocation_pools: many(count, (index) => ({
                start: `10.${97 + (index >> 13)}.${(index >> 5) & 255}.${(index & 31) * 8}`,
                end: `10.${97 + (index >> 13)}.${(index >> 5) & 255}.${(index & 31) * 8 + 3}`,
              })),
            },
          ],
        },
      },
    ],
  });
  return [
    {
      group,
      name: 'a batch of 250 networks',
      sent: () =>
        batch((index) => ({
          method: 'POST',
          path: '/config/virtual-networks',
          body: network(`batch-${index}`, [`target:64513:${index + 1}`]),
        })),
    },
    {
      group,
      name: 'a batch of 250 networks with subnets',
      sent: () =>
        batch((index) => ({
          method: 'POST',
          path: '/config/virtual-networks',
          body: network(`batch-subnet-${index}`, [], {
            network_ipam_refs: [
              {
                to: ['default-domain', 'default-project', 'default-network-ipam'],
                attr: {
                  ipam_subnets: [
                    { subnet: { ip_prefix: `10.${100 + (index >> 8)}.${index & 255}.0`, ip_prefix_len: 24 } },
                  ],
                },
              },
            ],
          }),
        })),
    },
    {
      group,
      name: 'a network of 9,000 pools',
      sent: () => post('/config/virtual-networks', network('many-pools', [], pools(9_000))),
    },
    {
      group,
      name: 'a batch of 250 instance-ips in it',
      sent: () =>
        batch((index) => ({
          method: 'POST',
          path: '/config/instance-ips',
          body: {
            'instance-ip': { fq_name: [`pooled-${index}`], virtual_network_refs: [{ to: [...PROJECT, 'many-pools'] }] },
          },
        })),
    },
    {
      group,
      name: 'one instance-ip in it',
      sent: () =>
        post('/config/instance-ips', {
          'instance-ip': { fq_name: ['pooled'], virtual_network_refs: [{ to: [...PROJECT, 'many-pools'] }] },
        }),
    },
    {
      group,
      name: 'a batch of 250 namespaces',
      sent: () =>
        batch((index) => ({
          method: 'POST',
          path: '/kube/api/v1/namespaces',
          body: { metadata: { name: `batch-${index}`, annotations: { 'opencontrail.org/isolation': 'true' } } },
        })),
    },
    {
      group,
      name: 'a batch of 250 networks’ deletions',
      sent: async () => {
        const uuids = await Promise.all(many(250, (index) => uuidOf(connection, 'virtual-network', `batch-${index}`)));
        return batch((index) => ({ method: 'DELETE', path: `/config/virtual-network/${uuids[index]}` }));
      },
    },
  ];
}

function records(connection: HttpConnection): HeavyRequest[] {
  const group = 'records';
  const policyRule = (index: number): object => ({
    direction: '<>',
    protocol: 'tcp',
    action_list: { simple_action: 'pass' },
    rule_uuid: randomUUID(),
    src_addresses: [{ virtual_network: 'any' }],
    dst_addresses: [{ virtual_network: `default-domain:default-project:net-${index}` }],
    src_ports: [{ start_port: -1, end_port: -1 }],
    dst_ports: [{ start_port: index, end_port: index }],
  });
  const groupRule = (index: number): object => ({
    direction: '<>',
    protocol: 'tcp',
    ethertype: 'IPv4',
    rule_uuid: randomUUID(),
    src_addresses: [{ subnet: { ip_prefix: '10.0.0.0', ip_prefix_len: 8 } }],
    dst_addresses: [{ security_group: 'local' }],
    src_ports: [{ start_port: 0, end_port: 65535 }],
    dst_ports: [{ start_port: index, end_port: index }],
  });
  return [
    {
      group,
      name: 'a policy of 1,500 rules',
      sent: () =>
        post('/config/network-policys', {
          'network-policy': {
            fq_name: [...PROJECT, 'many-rules'],
            network_policy_entries: { policy_rule: many(1_500, policyRule) },
          },
        }),
    },
    {
      group,
      name: 'a network with it',
      sent: () =>
        post(
          '/config/virtual-networks',
          network('many-rules', [], {
            network_policy_refs: [{ to: [...PROJECT, 'many-rules'], attr: { sequence: { major: 0, minor: 0 } } }],
          }),
        ),
    },
    {
      group,
      name: 'a security group of 1,500 rules',
      sent: () =>
        post('/config/security-groups', {
          'security-group': {
            fq_name: [...PROJECT, 'many-rules'],
            security_group_entries: { policy_rule: many(1_500, groupRule) },
          },
        }),
    },
    {
      group,
      name: 'a network of 4,000 subnets',
      sent: () =>
        post(
          '/config/virtual-networks',
          network('many-subnets', [], {
            network_ipam_refs: [
              {
                to: ['default-domain', 'default-project', 'default-network-ipam'],
                attr: {
                  ipam_subnets: many(4_000, (index) => ({
                    subnet: { ip_prefix: `10.${128 + (index >> 8)}.${index & 255}.0`, ip_prefix_len: 24 },
                  })),
                },
              },
            ],
          }),
        ),
    },
    {
      group,
      name: 'the policies of a cluster’s network edited',
      sent: async () => ({
        ...post('', { 'virtual-network': { network_policy_refs: [] } }),
        method: 'PUT',
        path: `/config/virtual-network/${await uuidOf(connection, 'virtual-network', POD_NETWORK, CLUSTER)}`,
      }),
    },
  ];
}

function lists(connection: HttpConnection, pods: number): HeavyRequest[] {
  const group = 'lists';
  let list = '';
  return [
    {
      group,
      name: `the list of ${pods} pods`,
      sent: async () => {
        list = (await connection.send(get('/kube/api/v1/pods'))).text;
        return get('/kube/api/v1/pods');
      },
      naive: () => void JSON.stringify(JSON.parse(list)),
    },
    {
      group,
      name: `the list of ${pods} pods as a table`,
      sent: () => get('/kube/api/v1/pods', { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' }),
    },
    {
      group,
      name: `a watch that begins with ${pods} pods`,
      sent: () => get('/kube/api/v1/pods?watch=true&timeoutSeconds=2'),
    },
    {
      group,
      name: `interfaces of ${pods} pods in detail`,
      sent: () => get('/config/virtual-machine-interfaces?detail=true'),
    },
  ];
}

function views(): HeavyRequest[] {
  const group = 'views';
  const each = (name: string, path: string): HeavyRequest => ({ group, name, sent: () => get(path) });
  return [
    each('a search', '/views/search?q=web-1'),
    each('a table of pods, sorted and filtered', '/views/tables/pods?q=web&sort=-phase'),
    each('the table of namespaces', '/views/tables/namespaces?sort=-pods'),
    each('the table of networks', '/views/tables/virtual-networks?q=net'),
    each('the table of VRFs', '/views/tables/vrfs?q=net&sort=-imports'),
    each('the summary', '/views/summary'),
    each('the conditions', '/views/conditions'),
    each('the topology', '/views/topology'),
    each('the VRFs', '/views/vrfs'),
  ];
}

function deletions(connection: HttpConnection): HeavyRequest[] {
  const group = 'deletions';
  const deployment = (name: string): Sent =>
    post('/kube/apis/apps/v1/namespaces/default/deployments', {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { name },
      spec: {
        replicas: 1000,
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
      },
    });
  const replicaSets = async (): Promise<string> => {
    const { text } = await connection.send(get('/kube/apis/apps/v1/namespaces/default/replicasets'));
    return (
      JSON.parse(text) as { readonly items: readonly { readonly metadata: { readonly name: string } }[] }
    ).items.find(({ metadata }) => metadata.name.startsWith('many-'))!.metadata.name;
  };
  return [
    {
      group,
      name: 'one namespace’s 200 pods deleted at once',
      sent: () => ({ method: 'DELETE', path: '/kube/api/v1/namespaces/bench-1/pods', headers: {} }),
    },
    { group, name: 'a deployment of 1,000 pods', sent: () => deployment('many') },
    {
      group,
      name: 'its replica set deleted, the 1,000 pods orphaned',
      sent: async () => ({
        method: 'DELETE',
        path: `/kube/apis/apps/v1/namespaces/default/replicasets/${await replicaSets()}`,
        ...body({ propagationPolicy: 'Orphan' }),
      }),
    },
  ];
}
