/**
 * The whole product as a process of its own, driven over HTTP as an operator's console does; the chapter's floating IP
 * up to where a gateway is to have it.
 */

import { rmSync } from 'node:fs';
import type { SessionRow, SessionsAnswer, BgpRoutesPage } from '../contract/views/bgp.ts';
import { startProcess, type Ended } from '../testing/real-process.ts';
import { temporaryDirectory, until } from '../testing/routers/process.ts';
import { createWireClient } from '../testing/wire-client.ts';
import { CONTROL_NODE, GATEWAY, PORT, type Place } from './control-node.ts';

const PROJECT = ['default-domain', 'k8s-ns-user-1'];
const FIP_NETWORK = [...PROJECT, 'k8s-vn-ns-default-pod-network'];
const ROUTERS = ['default-domain', 'default-project', 'ip-fabric', '__default__'];

type Json = { readonly [field: string]: unknown };

export interface Product {
  readonly pid: number;
  /** Rejects with what it answered unless that is a 2xx. */
  call(method: string, path: string, body?: unknown): Promise<Json>;
  uuid(type: string, fqName: readonly string[]): Promise<string>;
  /** SIGKILL: nothing is said to anybody. */
  kill(): Promise<Ended>;
  stop(): Promise<Ended>;
}

/** Starts on a data directory; the gateway's place is left to a real router. `before` are options of Node. */
export async function startProduct(
  directory: string,
  { ours, theirs }: Place,
  before: readonly string[] = [],
): Promise<Product> {
  const transport = `${CONTROL_NODE}:179=${ours}:${PORT},${GATEWAY}:179=${theirs}:${PORT}`;
  const { child, ready, ended } = startProcess(
    ['--port', '0', '--no-console', '--data-dir', directory, '--lab-gateway', 'external', '--bgp-transport', transport],
    { before },
  );
  const client = createWireClient(await ready);
  const call = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const { status, text } = await client.call(method, path, body);
    if (status < 200 || status > 299) throw new Error(`${method} ${path}: ${status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Json);
  };
  const end = (signal: NodeJS.Signals) => {
    client.close();
    child.kill(signal);
    return ended;
  };
  return {
    pid: child.pid!,
    call,
    uuid: async (type, fqName) =>
      (await call('POST', '/config/fqname-to-id', { type, fq_name: fqName })).uuid as string,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

export function dataDirectory(): { readonly directory: string; remove(): Promise<void> } {
  const directory = temporaryDirectory('product');
  return { directory, remove: async () => rmSync(directory, { recursive: true, force: true }) };
}

/** Namespace, network of the floating IPs with its route target, pool and a pod. Gives the pod's interface. */
export async function chapterUpToThePool(product: Product, routeTarget: string): Promise<string> {
  const { call, uuid } = product;
  await call('POST', '/kube/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ns-user-1', annotations: { 'opencontrail.org/isolation': 'true' } },
  });
  await call('POST', '/kube/apis/k8s.cni.cncf.io/v1/namespaces/ns-user-1/network-attachment-definitions', {
    apiVersion: 'k8s.cni.cncf.io/v1',
    kind: 'NetworkAttachmentDefinition',
    metadata: { name: 'vn-ns-default', annotations: { 'opencontrail.org/cidr': '101.101.101.0/24' } },
    spec: { config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }' },
  });
  await call('POST', '/kube/api/v1/namespaces/ns-user-1/pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'webserver' },
    spec: { nodeName: 'cent222', containers: [{ name: 'web', image: 'webserver' }] },
  });
  const network = await until('kube-manager has made the network', () => uuid('virtual-network', FIP_NETWORK));
  await setRouteTarget(product, routeTarget);
  await call('POST', '/config/floating-ip-pools', {
    'floating-ip-pool': {
      fq_name: [...FIP_NETWORK, 'pool-ns-default'],
      parent_type: 'virtual-network',
      parent_uuid: network,
    },
  });
  return until('the pod has an interface', async () => {
    const list = await call(
      'GET',
      `/config/virtual-machine-interfaces?parent_fq_name_str=${PROJECT.join(':')}&parent_type=project`,
    );
    return (list['virtual-machine-interfaces'] as readonly { readonly uuid: string }[])[0]?.uuid;
  });
}

/** As the console's form does. */
export async function setRouteTarget({ call, uuid }: Product, routeTarget: string): Promise<void> {
  await call('PUT', `/config/virtual-network/${await uuid('virtual-network', FIP_NETWORK)}`, {
    'virtual-network': { route_target_list: { route_target: [routeTarget] } },
  });
}

/** A floating IP, associated; gives its uuid. */
export async function associate({ call, uuid }: Product, interfaceUuid: string): Promise<string> {
  const made = await call('POST', '/config/floating-ips', {
    'floating-ip': {
      fq_name: [...FIP_NETWORK, 'pool-ns-default', 'fip1'],
      parent_type: 'floating-ip-pool',
      floating_ip_address: '101.101.101.2',
      virtual_machine_interface_refs: [{ uuid: interfaceUuid }],
      project_refs: [{ uuid: await uuid('project', PROJECT) }],
    },
  });
  return (made['floating-ip'] as { readonly uuid: string }).uuid;
}

/** Associated with an interface, or with none. */
export const setInterface = ({ call }: Product, floatingIp: string, interfaces: readonly string[]) =>
  call('PUT', `/config/floating-ip/${floatingIp}`, {
    'floating-ip': { virtual_machine_interface_refs: interfaces.map((uuid) => ({ uuid })) },
  });

/** The gateway as BGP router of type `router`, associated with the controller. */
export async function addGateway({ call, uuid }: Product, families: readonly string[]): Promise<string> {
  const made = await call('POST', '/config/bgp-routers', {
    'bgp-router': {
      fq_name: [...ROUTERS, 'camaro'],
      parent_type: 'routing-instance',
      bgp_router_refs: [{ uuid: await uuid('bgp-router', [...ROUTERS, 'cent111']), attr: { session: [] } }],
      bgp_router_parameters: {
        router_type: 'router',
        vendor: 'mx',
        autonomous_system: 60100,
        address: GATEWAY,
        identifier: GATEWAY,
        address_families: { family: families },
      },
    },
  });
  return (made['bgp-router'] as { readonly uuid: string }).uuid;
}

/** TCP-MD5 for the peering, or none. */
export async function setKey({ call, uuid }: Product, gateway: string, key: string | undefined): Promise<void> {
  const attributes = key === undefined ? {} : { auth_data: { key_type: 'md5', key_items: [{ key_id: 0, key }] } };
  await call('PUT', `/config/bgp-router/${gateway}`, {
    'bgp-router': {
      bgp_router_refs: [
        { uuid: await uuid('bgp-router', [...ROUTERS, 'cent111']), attr: { session: [{ attributes: [attributes] }] } },
      ],
    },
  });
}

export async function switchOnGracefulRestart({ call, uuid }: Product, restartTime: number): Promise<void> {
  await call(
    'PUT',
    `/config/global-system-config/${await uuid('global-system-config', ['default-global-system-config'])}`,
    {
      'global-system-config': {
        graceful_restart_parameters: {
          enable: true,
          restart_time: restartTime,
          end_of_rib_timeout: 10,
          bgp_helper_enable: true,
        },
      },
    },
  );
}

/** The session with the gateway, as the console shows it. */
export async function sessionRow({ call }: Product): Promise<SessionRow | undefined> {
  return ((await call('GET', '/views/bgp/sessions')) as unknown as SessionsAnswer).rows[0];
}

export const isEstablished = (product: Product) =>
  until('the session is Established', async () => {
    const row = await sessionRow(product);
    if (row?.session.state !== 'Established') throw new Error(JSON.stringify(row?.findings ?? row));
    return row;
  });

/** What the control node has and shows of a prefix. */
export async function controlNodeRoutes({ call }: Product, prefix: string): Promise<BgpRoutesPage['rows']> {
  return (
    (await call(
      'GET',
      `/views/control-nodes/cent111/routes?prefix=${encodeURIComponent(prefix)}`,
    )) as unknown as BgpRoutesPage
  ).rows;
}
