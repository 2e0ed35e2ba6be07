/** The chapter's objects through the two APIs, for journeys that begin where others end. */

import type { Api } from './fixtures.ts';

export const NS_ISOLATED =
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  annotations:\n    "opencontrail.org/isolation" : "true"\n  ' +
  'name: ns-isolated\n';
export const NS_NON_ISOLATED = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ns-non-isolated\n';
/** The chapter's namespace; its annotation wants a pool that does not exist yet. */
export const NS_USER_1 = `apiVersion: v1
kind: Namespace
metadata:
  annotations:
    opencontrail.org/isolation: "true"
    opencontrail.org/fip-pool: "{'domain': 'default-domain', 'project': 'k8s-ns-user-1',
      'network': 'vn-ns-default', 'name': 'pool-ns-default'}"
  name: ns-user-1
`;
export const WEBSERVER = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: webserver
  labels: {app: webserver}
spec:
  replicas: 1
  selector:
    matchExpressions:
    - {key: app, operator: In, values: [webserver]}
  template:
    metadata:
      labels: {app: webserver}
    spec:
      containers:
      - name: webserver
        image: contrail-webserver
`;
const attachment = (name: string, cidr: string) => `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  annotations:
    "opencontrail.org/cidr": "${cidr}"
  name: ${name}
spec:
  config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }'
`;
/** The chapter's floating-IP network. */
export const VN_NS_DEFAULT = attachment('vn-ns-default', '101.101.101.0/24');
export const vnLeft1 = (cidr: string) => attachment('vn-left-1', cidr);
const NAMESPACES_OF_THE_EXAMPLE = ['default', 'ns-non-isolated', 'ns-isolated'] as const;

type Uuid = { readonly uuid: string };
type Pods = {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status?: { readonly phase?: string; readonly podIP?: string };
  }[];
};

/** The first running pod of a namespace. */
export async function podOf(api: Api, namespace: string): Promise<{ readonly name: string; readonly address: string }> {
  const { items } = await api.until<Pods>(`/kube/api/v1/namespaces/${namespace}/pods`, (pods) =>
    pods.items.some((pod) => pod.status?.phase === 'Running'),
  );
  const pod = items.find(({ status }) => status?.phase === 'Running')!;
  return { name: pod.metadata.name, address: pod.status!.podIP! };
}

/** Three namespaces, each with `vn-left-1` and a webserver. */
export async function seedIsolation(api: Api): Promise<void> {
  await api.apply(NS_NON_ISOLATED);
  await api.apply(NS_ISOLATED);
  for (const [index, namespace] of NAMESPACES_OF_THE_EXAMPLE.entries()) {
    await api.apply(vnLeft1(`10.10.${index + 1}.0/24`), namespace);
    await api.apply(WEBSERVER, namespace);
  }
  for (const namespace of NAMESPACES_OF_THE_EXAMPLE) await podOf(api, namespace);
}

export const FIP_NETWORK = ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-network'] as const;

/** ns-user-1 with its floating-IP network and a webserver; no pool yet. */
export async function seedUserNamespace(api: Api): Promise<void> {
  await api.apply(NS_USER_1);
  await api.apply(VN_NS_DEFAULT, 'ns-user-1');
  await api.apply(WEBSERVER, 'ns-user-1');
  await podOf(api, 'ns-user-1');
}

export async function post(api: Api, path: string, body: { readonly [key: string]: unknown }): Promise<Uuid> {
  const answer = await api.send('POST', path, body);
  if (answer.status !== 200) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return Object.values(answer.body as { [type: string]: Uuid })[0]!;
}

export const seedPool = (api: Api, network: readonly string[], name: string): Promise<Uuid> =>
  post(api, '/config/floating-ip-pools', {
    'floating-ip-pool': { fq_name: [...network, name], parent_type: 'virtual-network' },
  });

/** Route target, pool and 101.101.101.2 on ns-user-1's pod. */
export async function seedFloatingIp(api: Api): Promise<void> {
  const network = await api.uuidOf('virtual-network', FIP_NETWORK);
  const put = await api.send('PUT', `/config/virtual-network/${network}`, {
    'virtual-network': { route_target_list: { route_target: ['target:60100:100'] } },
  });
  if (put.status !== 200) throw new Error(JSON.stringify(put.body));
  await seedPool(api, FIP_NETWORK, 'pool-ns-default');
  const { name } = await podOf(api, 'ns-user-1');
  const ports = await api.get<{ rows: readonly { id: string; pod?: { name: string } }[] }>(
    `/views/tables/ports?q=${name}`,
  );
  await post(api, '/config/floating-ips', {
    'floating-ip': {
      fq_name: [...FIP_NETWORK, 'pool-ns-default', 'fip-2'],
      parent_type: 'floating-ip-pool',
      floating_ip_address: '101.101.101.2',
      project_refs: [{ to: ['default-domain', 'k8s-ns-user-1'] }],
      virtual_machine_interface_refs: [{ uuid: ports.rows[0]!.id }],
    },
  });
}

/** The chapter's gateway as a BGP router, peered with the control node. */
async function seedGateway(api: Api): Promise<void> {
  await post(api, '/config/bgp-routers', {
    'bgp-router': {
      fq_name: ['default-domain', 'default-project', 'ip-fabric', '__default__', 'camaro'],
      parent_type: 'routing-instance',
      bgp_router_parameters: {
        router_type: 'router',
        vendor: 'mx',
        autonomous_system: 60100,
        address: '192.168.0.204',
        identifier: '192.168.0.204',
        port: 179,
        hold_time: 90,
        address_families: { family: ['inet-vpn', 'route-target', 'inet6-vpn'] },
      },
      bgp_router_refs: [
        { to: ['default-domain', 'default-project', 'ip-fabric', '__default__', 'cent111'], attr: { session: [] } },
      ],
    },
  });
}

/** `vn-left-1` of default takes the routes of the floating-IP network, by its route target. */
async function seedLeak(api: Api): Promise<void> {
  const uuid = await api.uuidOf('virtual-network', ['default-domain', 'k8s-default', 'k8s-vn-left-1-pod-network']);
  const { status, body } = await api.send('PUT', `/config/virtual-network/${uuid}`, {
    'virtual-network': { import_route_target_list: { route_target: ['target:60100:100'] } },
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** Full name of the route table of `seedRouteTable`. */
export const ROUTE_TABLE = 'default-domain:default-project:to-office';

/** `to-office` of the default project, and a network that refers to it. */
export async function seedRouteTable(api: Api): Promise<void> {
  const project = ['default-domain', 'default-project'];
  const hop = { next_hop: '10.0.0.9', next_hop_type: 'ip-address' };
  await post(api, '/config/route-tables', {
    'route-table': {
      fq_name: [...project, 'to-office'],
      parent_type: 'project',
      routes: {
        route: [
          { prefix: '10.1.0.0/16', ...hop, community_attributes: { community_attribute: ['no-export', '64512:7'] } },
          { prefix: '0.0.0.0/0', ...hop },
          {
            prefix: '10.2.0.0/16',
            next_hop: 'default-domain:default-project:firewall-of-the-office',
            next_hop_type: 'service-instance',
          },
        ],
      },
    },
  });
  await post(api, '/config/virtual-networks', {
    'virtual-network': {
      fq_name: [...project, 'office'],
      parent_type: 'project',
      route_table_refs: [{ to: [...project, 'to-office'] }],
    },
  });
}

/** Everything of the chapter at once, and one leak. */
export async function seedChapter(api: Api): Promise<void> {
  await seedIsolation(api);
  await seedUserNamespace(api);
  await seedFloatingIp(api);
  await seedLeak(api);
  await seedGateway(api);
}

/** Of `seedServices`: the LoadBalancer, the service without a selector, and the policy. */
export const LOAD_BALANCER = 'web-public';
export const OFFICE = 'office';
export const POLICY = 'web-from-default';

/**
 * In ns-user-1, beside `seedChapter`: a LoadBalancer in front of the web server, a service without a selector with
 * endpoints by hand, and a network policy for the web server.
 */
export async function seedServices(api: Api): Promise<void> {
  await api.apply(
    `apiVersion: v1
kind: Service
metadata: {name: ${LOAD_BALANCER}}
spec:
  type: LoadBalancer
  selector: {app: webserver}
  ports: [{port: 8888, targetPort: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: ${OFFICE}}
spec: {ports: [{port: 5432}]}
---
apiVersion: v1
kind: Endpoints
metadata: {name: ${OFFICE}}
subsets: [{addresses: [{ip: 10.0.0.9}], notReadyAddresses: [{ip: 10.0.0.10}], ports: [{port: 5432}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${POLICY}}
spec:
  podSelector: {matchLabels: {app: webserver}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}
    - ipBlock: {cidr: 10.0.0.0/8, except: [10.9.0.0/16]}
    ports: [{port: 80}, {port: 8000, endPort: 8080}]
  egress:
  - ports: [{protocol: UDP, port: 53}]
`,
    'ns-user-1',
  );
}
