/** The views over a system in memory, with live BGP facts that a test makes up, asked over HTTP. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createObject, updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { createDerived, type Derived } from '../../derived/derived.ts';
import { Recorder } from '../../events/recorder.ts';
import { referenceTo } from '../../events/told.ts';
import { CHAPTER_LAB } from '../../lab/chapter.ts';
import { knownHostViews } from '../../lab/known-hosts.ts';
import type { BgpFacts } from '../../model/oper/bgp-facts.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import { byRef } from '../../store/indexes.ts';
import { createViewsApi } from '../../views-api/views-api.ts';
import { holdAnswer } from '../held-answers.ts';
import { createInMemorySystem, type InMemorySystem } from '../in-memory-system.ts';
import { createMemoryEvents } from '../memory-events.ts';
import { runCommand } from '../scenario-commands.ts';

const ROUTERS = ['default-domain', 'default-project', 'ip-fabric', '__default__'];
const FIP_NETWORK = ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-network'];

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: { name: ns-user-1 }
---
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  name: vn-ns-default
  namespace: ns-user-1
  annotations: { opencontrail.org/cidr: "101.101.101.0/24" }
spec: { config: '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }' }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: webserver, namespace: ns-user-1, labels: { app: webserver } }
spec:
  replicas: 1
  selector: { matchLabels: { app: webserver } }
  template:
    metadata: { labels: { app: webserver } }
    spec: { containers: [ { name: web, image: nginx } ] }
`;

export interface ChapterViews {
  readonly system: InMemorySystem;
  readonly derived: Derived;
  /** Uuid of the control node's bgp-router. */
  readonly controlNode: string;
  readonly floatingIp: string;
  readonly network: string;
  /** Adds camaro as BGP router and, unless told otherwise, associates it with the control node; gives its uuid. */
  addGateway(options?: { readonly associated?: boolean; readonly parameters?: object }): string;
  get(path: string, status?: number): Promise<Record<string, any>>; // eslint-disable-line
  close(): void;
}

/** The chapter's floating IP 101.101.101.2 on a webserver pod, its network with target:60100:100. */
export async function chapterViews(
  live: (controlNode: string) => {
    readonly bgp: BgpFacts;
    readonly gateways: readonly GatewayFacts[];
    readonly clock: () => number;
  },
): Promise<ChapterViews> {
  const system = createInMemorySystem();
  const problems = runCommand({ system, names: new Map() }, 'apply', MANIFESTS).join('\n');
  if (/Error/.test(problems)) throw new Error(`BUG: ${problems}`);
  const { store } = system;
  const controlNode = [...store.scan('bgp-router')].find(
    ({ value }) => value.props.bgp_router_parameters?.router_type === 'control-node',
  )!.key;
  const network = findByFqName(store, 'virtual-network', FIP_NETWORK)!.uuid;
  const pod = [...store.scan('kube/Pod')].find(({ value }) => value.metadata.name.startsWith('webserver'))!.value;
  const [port] = [...store.lookup(byRef('virtual-machine-interface', 'virtual-machine'), pod.metadata.uid)];
  const floatingIp = system.do((context) => {
    updateObject(context, 'virtual-network', network, {
      props: { route_target_list: { route_target: ['target:60100:100'] } },
    });
    createObject(context, 'floating-ip-pool', { fq_name: [...FIP_NETWORK, 'pool-ns-default'], props: {} });
    const project = findByFqName(store, 'project', ['default-domain', 'k8s-ns-user-1'])!;
    return createObject(context, 'floating-ip', {
      fq_name: [...FIP_NETWORK, 'pool-ns-default', 'fip-1'],
      props: { floating_ip_address: '101.101.101.2' },
      refs: {
        project: [{ uuid: project.uuid, attr: null }],
        'virtual-machine-interface': [{ uuid: port!.key, attr: null }],
      },
    }).uuid;
  });
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: setImmediate });
  const events = createMemoryEvents();
  new Recorder(events, store, system.mint).write([
    {
      about: referenceTo('Pod', pod, 'spec.containers{web}'),
      type: 'Normal',
      reason: 'Started',
      message: 'Started container web',
      component: 'kubelet',
      host: 'cent111',
      time: '2026-01-31T12:00:00.000Z',
    },
  ]);
  const views = createViewsApi({
    store,
    events: events.store,
    derived,
    waitMs: 100,
    knownHosts: knownHostViews(CHAPTER_LAB),
    ...live(controlNode),
  });
  const app = express();
  app.use(views.router);
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/views`;
  return {
    system,
    derived,
    controlNode,
    floatingIp,
    network,
    addGateway: ({ associated = true, parameters = {} } = {}) =>
      system.do(
        (context) =>
          createObject(context, 'bgp-router', {
            fq_name: [...ROUTERS, 'camaro'],
            props: {
              bgp_router_parameters: {
                router_type: 'router',
                vendor: 'mx',
                address: '192.168.0.204',
                autonomous_system: 60100,
                address_families: { family: ['route-target', 'inet-vpn', 'e-vpn', 'inet6-vpn'] },
                ...parameters,
              },
            },
            ...(associated ? { refs: { 'bgp-router': [{ uuid: controlNode, attr: { session: [] } }] } } : {}),
          }).uuid,
      ),
    async get(path, status = 200) {
      const response = await fetch(`${base}${path}`);
      const body = (await response.json()) as Record<string, unknown>;
      if (response.status !== status)
        throw new Error(`${path} answered ${response.status}, not ${status}: ${JSON.stringify(body)}`);
      if (status === 200) holdAnswer(`/views${path}`, body);
      return body;
    },
    close: () => {
      views.close();
      derived.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
