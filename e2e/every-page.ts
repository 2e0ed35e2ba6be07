/** Every page of the console with the chapter's objects in it, and what is on it when it is complete. */

import type { Page } from '@playwright/test';
import { openSection } from './actions.ts';
import { FIP_NETWORK, LOAD_BALANCER, OFFICE, POLICY, ROUTE_TABLE } from './chapter-lab.ts';

export interface Visit {
  /** Name of the picture. */
  readonly name: string;
  readonly path: string;
  /** Text that is there when the page has everything. */
  readonly sees: string | RegExp;
  /** What a person does on the page before the picture is taken. */
  readonly then?: (page: Page) => Promise<void>;
}

const NETWORK = FIP_NETWORK.join(':');
const POOL = `${NETWORK}:pool-ns-default`;
const POLICIES = '/security/kubernetes-network-policies';
const ROUTERS = '/infrastructure/cluster/advanced/bgp-routers';

export const VISITS: readonly Visit[] = [
  { name: 'events', path: '/workloads/events', sees: 'ScalingReplicaSet' },
  { name: 'events-warnings', path: '/workloads/events?filter=type:Nothing', sees: 'No events match.' },
  {
    name: 'deployment-events',
    path: '/workloads/deployments/ns-user-1/webserver?tab=events',
    sees: 'ScalingReplicaSet',
  },
  { name: 'virtual-networks', path: '/overlay/virtual-networks', sees: 'k8s-vn-ns-default-pod-network' },
  {
    name: 'virtual-networks-selected',
    path: '/overlay/virtual-networks',
    sees: 'k8s-vn-ns-default-pod-network',
    then: async (page) => {
      await page.getByRole('checkbox', { name: 'Select k8s-vn-ns-default-pod-network' }).check();
    },
  },
  {
    name: 'virtual-networks-none-match',
    path: '/overlay/virtual-networks?q=nothing-like-it',
    sees: 'No networks match.',
  },
  { name: 'virtual-network', path: `/overlay/virtual-networks/${NETWORK}`, sees: 'How is it made?' },
  {
    name: 'virtual-network-subnets',
    path: `/overlay/virtual-networks/${NETWORK}?tab=subnets`,
    sees: '101.101.101.254',
  },
  {
    name: 'virtual-network-ports',
    path: '/overlay/virtual-networks/default-domain:k8s-default:k8s-default-pod-network?tab=ports',
    sees: '10.47.255.252',
  },
  { name: 'virtual-network-history', path: `/overlay/virtual-networks/${NETWORK}?tab=history`, sees: 'Created' },
  { name: 'virtual-network-json', path: `/overlay/virtual-networks/${NETWORK}?tab=json`, sees: 'route_target_list' },
  {
    name: 'virtual-network-create',
    path: '/overlay/virtual-networks/create',
    sees: 'Create network',
    then: async (page) => {
      await openSection(page, 'Subnets');
      await page.getByRole('button', { name: 'Add subnet' }).click();
      await page.getByLabel(/^CIDR/).fill('203.0.113.0/24');
    },
  },
  {
    name: 'virtual-network-edit',
    path: `/overlay/virtual-networks/${NETWORK}/edit#routing-bridging-and-policies`,
    sees: 'Export route targets',
  },
  {
    name: 'virtual-network-edit-refused',
    path: `/overlay/virtual-networks/${NETWORK}/edit#routing-bridging-and-policies`,
    sees: 'Export route targets',
    then: async (page) => {
      await page.getByLabel('Route targets both directions').fill('60100:8000000');
      await page.getByLabel('Route targets both directions').press('Tab');
      await page.getByRole('button', { name: /^Use 60100:/ }).waitFor();
    },
  },
  {
    name: 'virtual-network-delete',
    path: '/overlay/virtual-networks?q=vn-ns-default',
    sees: 'k8s-vn-ns-default-pod-network',
    then: async (page) => {
      await page.getByRole('button', { name: 'More actions for k8s-vn-ns-default-pod-network' }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByRole('list', { name: 'What depends on it' }).waitFor();
    },
  },
  {
    name: 'floating-ips',
    path: '/overlay/floating-ip',
    sees: '101.101.101.2',
    then: async (page) => {
      await page.getByRole('button', { name: 'Expand 101.101.101.2', exact: true }).click();
      await page.getByRole('table', { name: 'VPN routes' }).waitFor();
    },
  },
  { name: 'floating-ip-pools', path: '/overlay/floating-ip?tab=pools', sees: 'pool-ns-default' },
  { name: 'floating-ip', path: '/overlay/floating-ip/101.101.101.2', sees: 'Route distinguisher' },
  {
    name: 'floating-ip-associate',
    path: '/overlay/floating-ip/101.101.101.2',
    sees: 'Route distinguisher',
    then: async (page) => {
      await page.getByRole('button', { name: /^Associate/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'floating-ip-create',
    path: `/overlay/floating-ip/create?kind=address&project=k8s-ns-user-1&pool=${POOL}`,
    sees: 'Specific IP',
  },
  { name: 'floating-ip-pool', path: `/overlay/floating-ip/pools/${POOL}`, sees: '101.101.101.2' },
  {
    name: 'floating-ip-pool-create',
    path: `/overlay/floating-ip/create?kind=pool&network=${NETWORK}`,
    sees: '101.101.101.0/24',
  },
  { name: 'floating-ip-pool-edit', path: `/overlay/floating-ip/pools/${POOL}/edit`, sees: 'Share to projects' },
  {
    name: 'floating-ips-empty',
    path: '/overlay/floating-ip?project=k8s-contrail',
    sees: 'No floating IPs in k8s-contrail',
  },
  { name: 'bgp-routers', path: ROUTERS, sees: '1 session, 1 Established' },
  { name: 'bgp-router', path: `${ROUTERS}/cent111`, sees: 'Both ends' },
  {
    name: 'bgp-routers-summary',
    path: ROUTERS,
    sees: 'Carried',
    then: async (page) => {
      await page.getByRole('button', { name: 'show bgp summary' }).click();
      await page.getByRole('dialog', { name: 'show bgp summary' }).waitFor();
    },
  },
  {
    name: 'bgp-session',
    path: `${ROUTERS}/camaro`,
    sees: 'as camaro prints it',
    then: async (page) => {
      await page.getByRole('list', { name: 'What happened' }).waitFor();
    },
  },
  {
    name: 'bgp-session-received',
    path: `${ROUTERS}/camaro?tab=received`,
    sees: '299776',
    then: async (page) => {
      await page.getByRole('button', { name: 'Expand 192.168.0.204:500:0.0.0.0/0' }).click();
    },
  },
  { name: 'bgp-session-sent', path: `${ROUTERS}/camaro?tab=sent`, sees: '101.101.101.2' },
  { name: 'bgp-session-tunnels', path: `${ROUTERS}/camaro?tab=tunnels`, sees: 'gr-2/3/0' },
  {
    name: 'bgp-router-configuration',
    path: `${ROUTERS}/camaro`,
    sees: 'Both ends',
    then: async (page) => {
      await page.getByRole('button', { name: 'Gateway configuration' }).click();
      await page.getByRole('tab', { name: 'FRR' }).click();
    },
  },
  { name: 'control-nodes', path: '/infrastructure/cluster/control-nodes', sees: 'cent111' },
  { name: 'control-node', path: '/infrastructure/cluster/control-nodes/cent111', sees: 'Listens on' },
  {
    name: 'control-node-peers',
    path: '/infrastructure/cluster/control-nodes/cent111?tab=peers',
    sees: 'Peer ASN',
    then: async (page) => {
      await page.getByRole('button', { name: 'Expand camaro' }).click();
    },
  },
  {
    name: 'control-node-routes',
    path: '/infrastructure/cluster/control-nodes/cent111?tab=routes',
    sees: 'bgp.l3vpn.0',
    then: async (page) => {
      await page
        .getByRole('button', { name: /^Expand 10\..*:101\.101\.101\.2\/32$/ })
        .first()
        .click();
    },
  },
  { name: 'gateways', path: '/infrastructure/gateways', sees: 'camaro' },
  { name: 'gateway', path: '/infrastructure/gateways/camaro', sees: 'k8s-test.inet.0' },
  {
    name: 'gateway-vrf',
    path: '/infrastructure/gateways/camaro?tab=vrfs',
    sees: 'k8s-test.inet.0',
    then: async (page) => {
      await page.getByRole('button', { name: 'Expand 101.101.101.2/32' }).click();
    },
  },
  { name: 'gateway-tunnels', path: '/infrastructure/gateways/camaro?tab=tunnels', sees: 'gr-2/3/0' },
  { name: 'gateway-show', path: '/infrastructure/gateways/camaro?tab=show', sees: 'labroot@camaro' },
  {
    name: 'gateway-show-routes',
    path: `/infrastructure/gateways/camaro?tab=show&command=${encodeURIComponent('show route table k8s-test.inet.0')}`,
    sees: /Push \d+/,
  },
  {
    name: 'gateway-show-refused',
    path: `/infrastructure/gateways/camaro?tab=show&command=${encodeURIComponent('show chassis')}`,
    sees: 'camaro does not answer that.',
  },
  { name: 'bgp-router-parameters', path: `${ROUTERS}/camaro?tab=parameters`, sees: '192.168.0.204' },
  { name: 'bgp-router-create', path: `${ROUTERS}/create`, sees: 'Associated Peers' },
  {
    name: 'bgp-router-edit',
    path: `${ROUTERS}/camaro/edit`,
    sees: 'Both ends',
    then: (page) => openSection(page, 'Advanced Options'),
  },
  { name: 'global-config', path: '/infrastructure/cluster/advanced/global-config', sees: '60100' },
  {
    name: 'global-config-server',
    path: '/infrastructure/cluster/advanced/global-config?tab=server',
    sees: 'Live streams and watches',
  },
  { name: 'namespaces', path: '/workloads/namespaces', sees: 'ns-user-1' },
  { name: 'namespace', path: '/workloads/namespaces/ns-user-1', sees: 'k8s-ns-user-1-pod-network' },
  { name: 'namespace-create', path: '/workloads/namespaces/create', sees: 'What it becomes' },
  { name: 'namespace-edit', path: '/workloads/namespaces/ns-user-1/edit', sees: 'What it becomes' },
  { name: 'topology', path: '/monitoring/topology', sees: 'Legend' },
  {
    name: 'topology-selected',
    path: '/monitoring/topology',
    sees: 'Legend',
    then: async (page) => {
      await page.getByRole('button', { name: /^VRF k8s-vn-ns-default/ }).click();
      await page.getByRole('complementary', { name: 'Selection' }).waitFor();
    },
  },
  {
    name: 'topology-gateway',
    path: '/monitoring/topology',
    sees: 'Legend',
    then: async (page) => {
      await page.getByRole('button', { name: /^Gateway camaro/ }).click();
      await page.getByRole('complementary', { name: 'Selection' }).waitFor();
    },
  },
  { name: 'topology-pods', path: '/monitoring/topology?level=pods', sees: 'Legend' },
  { name: 'topology-projects', path: '/monitoring/topology?level=projects', sees: 'Legend' },
  { name: 'topology-cluster', path: '/monitoring/topology?level=cluster', sees: 'Legend' },
  { name: 'topology-table', path: '/monitoring/topology?view=table', sees: 'Things' },
  { name: 'pods', path: '/workloads/pods', sees: '10.47.255.252' },
  {
    name: 'pod',
    path: '/workloads/pods?project=k8s-ns-user-1',
    sees: '10.47.255.249',
    then: async (page) => {
      await page
        .getByRole('table', { name: 'Pods' })
        .getByTitle(/^webserver-/)
        .first()
        .click();
      await page.getByRole('region', { name: 'Network status' }).getByText('cluster-wide-default').waitFor();
    },
  },
  { name: 'pod-create', path: '/workloads/pods/create', sees: 'Extra networks' },
  { name: 'deployments', path: '/workloads/deployments', sees: 'ns-isolated' },
  { name: 'deployment', path: '/workloads/deployments/ns-user-1/webserver', sees: 'Running' },
  { name: 'deployment-create', path: '/workloads/deployments/create', sees: 'Extra networks' },
  { name: 'deployment-edit', path: '/workloads/deployments/ns-user-1/webserver/edit', sees: 'Extra networks' },
  { name: 'services', path: '/workloads/services', sees: 'kubernetes' },
  { name: 'service', path: '/workloads/services/default/kubernetes', sees: 'Which pool' },
  { name: 'service-load-balancer', path: `/workloads/services/ns-user-1/${LOAD_BALANCER}`, sees: 'Wins' },
  { name: 'endpoints-list', path: '/workloads/endpoints', sees: OFFICE },
  { name: 'endpoints', path: `/workloads/endpoints/ns-user-1/${OFFICE}`, sees: '10.0.0.10' },
  { name: 'endpoints-create', path: '/workloads/endpoints/create', sees: 'my-service' },
  { name: 'endpoints-edit', path: `/workloads/endpoints/ns-user-1/${OFFICE}/edit`, sees: '10.0.0.10' },
  { name: 'network-policies', path: POLICIES, sees: POLICY },
  { name: 'network-policy', path: `${POLICIES}/ns-user-1/${POLICY}`, sees: 'by this alone' },
  { name: 'network-policy-firewall', path: `${POLICIES}/ns-user-1/${POLICY}?tab=firewall`, sees: 'udp 53' },
  { name: 'network-policy-create', path: `${POLICIES}/create`, sees: 'Nobody may reach' },
  { name: 'network-policy-edit', path: `${POLICIES}/ns-user-1/${POLICY}/edit`, sees: 'isolated for what comes in' },
  {
    name: 'network-policy-yaml',
    path: `${POLICIES}/ns-user-1/${POLICY}/edit`,
    sees: 'isolated for what comes in',
    then: async (page) => {
      await page.getByRole('button', { name: 'YAML' }).click();
      await page.getByRole('textbox', { name: 'Network policy text' }).waitFor();
    },
  },
  { name: 'network-attachments', path: '/workloads/network-attachments', sees: 'vn-ns-default' },
  {
    name: 'network-attachment',
    path: '/workloads/network-attachments/ns-user-1/vn-ns-default',
    sees: 'Resulting network',
  },
  { name: 'network-attachment-create', path: '/workloads/network-attachments/create', sees: 'Becomes' },
  {
    name: 'manifests',
    path: '/workloads/manifests',
    sees: 'Samples',
    then: async (page) => {
      await page.getByRole('button', { name: 'Samples' }).click();
      await page.getByRole('menuitem', { name: /^The summary/ }).click();
      await page.getByRole('button', { name: 'Check only' }).click();
      await page.getByText('Checked 3 of 3').waitFor();
    },
  },
  { name: 'kubernetes', path: '/infrastructure/cluster/kubernetes', sees: 'Global floating IP pool' },
  { name: 'api', path: '/help/api', sees: '/views/topology' },
  { name: 'kubernetes-nodes', path: '/infrastructure/cluster/kubernetes?tab=nodes', sees: 'cent333' },
  { name: 'route-tables', path: '/overlay/route-tables', sees: 'to-office' },
  { name: 'route-table', path: `/overlay/route-tables/${ROUTE_TABLE}`, sees: '64512:7' },
  { name: 'route-table-history', path: `/overlay/route-tables/${ROUTE_TABLE}?tab=history`, sees: 'Created' },
  { name: 'route-table-json', path: `/overlay/route-tables/${ROUTE_TABLE}?tab=json`, sees: 'community_attribute' },
  {
    name: 'route-table-create',
    path: '/overlay/route-tables/create',
    sees: 'Add route',
    then: async (page) => {
      await page.getByLabel('Prefix').fill('10.1.2.3/16');
      await page.getByRole('button', { name: 'Create route table' }).click();
      await page.getByRole('button', { name: 'Use 10.1.0.0/16' }).waitFor();
    },
  },
  { name: 'route-table-edit', path: `/overlay/route-tables/${ROUTE_TABLE}/edit`, sees: 'service instance' },
  { name: 'vrf-explorer', path: '/overlay/vrf-explorer', sees: 'k8s-vn-ns-default-pod-network' },
  {
    name: 'vrf',
    path: `/overlay/vrf-explorer/${NETWORK}`,
    sees: '101.101.101.2',
    then: async (page) => {
      await page.getByRole('button', { name: 'Targets, connections and leaks' }).click();
    },
  },
  {
    name: 'vrf-learned',
    path: `/overlay/vrf-explorer/${NETWORK}`,
    sees: '101.101.101.2',
    then: async (page) => {
      await page.getByRole('row', { name: '0.0.0.0/0', exact: true }).click();
      await page.getByText('Learned into this VRF').waitFor();
    },
  },
  { name: 'vrf-vpn', path: `/overlay/vrf-explorer/${NETWORK}?form=vpn`, sees: '101.101.101.2' },
  {
    name: 'main-menu',
    path: '/overlay/virtual-networks',
    sees: 'k8s-vn-ns-default-pod-network',
    then: async (page) => {
      await page.getByRole('button', { name: 'Main Menu' }).click();
      await page.getByRole('dialog', { name: 'Main Menu' }).waitFor();
    },
  },
  {
    name: 'palette',
    path: '/overlay/virtual-networks',
    sees: 'k8s-vn-ns-default-pod-network',
    then: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog', { name: 'Search' }).getByRole('combobox').fill('101.101.101.2');
      await page
        .getByRole('option', { name: /Floating IP/ })
        .first()
        .waitFor();
    },
  },
  { name: 'no-page', path: '/no/such/page', sees: 'There is no page at this address' },
];
