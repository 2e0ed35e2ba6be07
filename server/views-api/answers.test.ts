/** Every answer is what `contract/endpoints/answers.ts` declares, in a directory that is filled and in an empty one. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { createObject } from '../config/operations/operations.ts';
import { ANSWERS } from '../contract/endpoints/answers.ts';
import { TABLES } from '../contract/views/tables.ts';
import { createDerived } from '../derived/derived.ts';
import { vpnNlri } from '../engine/bgp/nlri/nlri-key.ts';
import type { SessionEvent } from '../model/oper/bgp-session.ts';
import {
  bgpFactsOf,
  CHAPTER_NOW,
  familyOf,
  gatewayOf,
  pathOf,
  sessionOf,
  speakerOf,
  vpnDestination,
} from '../testing/builders/bgp-facts.ts';
import { chapterViews } from '../testing/builders/views.ts';
import { askEverything } from '../testing/every-answer.ts';
import { holdAnswer } from '../testing/held-answers.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';
import { runCommand } from '../testing/scenario-commands.ts';
import { createViewsApi } from './views-api.ts';

const RED = ['default-domain', 'k8s-default', 'red'];

const MORE = `
apiVersion: v1
kind: Service
metadata:
  name: outside
  namespace: default
  annotations:
    opencontrail.org/fip-pool: >-
      {'domain': 'default-domain', 'project': 'k8s-default', 'network': 'nowhere', 'name': 'pool-x'}
spec: { type: LoadBalancer, selector: { app: webserver }, ports: [ { port: 80 } ] }
---
apiVersion: v1
kind: Namespace
metadata:
  name: ns-user-2
  labels: { team: red }
  annotations:
    opencontrail.org/isolation: "true"
    opencontrail.org/fip-pool: >-
      {'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'k8s-vn-ns-default-pod-network',
      'name': 'pool-ns-default'}
---
apiVersion: v1
kind: Endpoints
metadata: { name: outside-by-hand, namespace: default }
subsets: [ { addresses: [ { ip: 10.0.0.9 } ], ports: [ { port: 80 } ] } ]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: default }
spec: { podSelector: { matchLabels: { app: webserver } }, ingress: [ { ports: [ { port: 80 } ] } ] }
---
apiVersion: v1
kind: Pod
metadata: { name: alone, namespace: ns-user-2, annotations: { k8s.v1.cni.cncf.io/networks: nowhere } }
spec: { containers: [ { name: web, image: nginx } ] }
`;

/** Hundreds of requests. */
const PATIENT = { timeout: 120_000 };

/** Views that answered, tables by their noun, as in `table pods`. */
const answered = new Set<string>();
/** Asks at an address, and holds what is answered. */
const holding =
  (get: (path: string) => Promise<unknown>) =>
  async (path: string): Promise<unknown> => {
    const answer = await get(path);
    answered.add(holdAnswer(path, answer));
    return answer;
  };

test('in a system without a lab and without anything of a user', PATIENT, async () => {
  const { store } = createInMemorySystem({ lab: 'none' });
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: setImmediate });
  const views = createViewsApi({ store, derived, knownHosts: [] });
  const server = createServer(express().use(views.router)).listen(0);
  try {
    await askEverything(
      store,
      holding(async (path) => {
        const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}${path}`);
        expect(response.status, path).toBe(200);
        return response.json();
      }),
    );
  } finally {
    server.close();
    views.close();
    derived.close();
  }
});

test(
  'in the chapter, with BGP, a gateway, and much that is missing; and every view has answered',
  PATIENT,
  async () => {
    const bgp = bgpFactsOf();
    const views = await chapterViews(() => ({ bgp, gateways: [gatewayOf()], clock: () => CHAPTER_NOW }));
    const { system, controlNode } = views;
    const camaro = views.addGateway();
    expect(runCommand({ system, names: new Map() }, 'apply', MORE).join('\n')).not.toMatch(/Error/);
    system.do((context) => {
      const policy = createObject(context, 'network-policy', { fq_name: [...RED.slice(0, 2), 'allow'], props: {} });
      const ipam = createObject(context, 'network-ipam', { fq_name: [...RED.slice(0, 2), 'ipam'], props: {} });
      const table = createObject(context, 'route-table', {
        fq_name: [...RED.slice(0, 2), 'table'],
        props: { routes: { route: [{ prefix: '10.1.0.0/16', next_hop: '10.0.0.9', next_hop_type: 'ip-address' }] } },
      });
      createObject(context, 'virtual-network', {
        fq_name: RED,
        props: {},
        refs: {
          'network-policy': [{ uuid: policy.uuid, attr: { sequence: { major: 0, minor: 0 } } }],
          'route-table': [{ uuid: table.uuid, attr: null }],
          'network-ipam': [
            {
              uuid: ipam.uuid,
              attr: { ipam_subnets: [{ subnet: { ip_prefix: 'fd00:1::', ip_prefix_len: 64 } }] },
            },
          ],
        },
      });
    });
    const local = { protocol: 'local' as const, source: 'local', sourceName: 'cent111' };
    const [{ rd }] = (
      (await views.get(`/floating-ips/${views.floatingIp}/lineage`)) as {
        readonly vpnRoutes: readonly [{ readonly rd: string }];
      }
    ).vpnRoutes;
    const sent = { family: 'inet-vpn' as const, key: vpnNlri(rd, '101.101.101.2/32'), paths: [pathOf(local)] };
    const learned = vpnDestination('192.168.0.204:500', '0.0.0.0/0', pathOf({ source: camaro, sourceName: 'camaro' }));
    const ask = holding((path) => views.get(path.replace(/^\/views/, '')));
    const withSession = (over: Parameters<typeof sessionOf>[0], timeline: readonly SessionEvent[] = []) =>
      bgp.set([
        speakerOf({
          key: controlNode,
          sessions: [sessionOf({ localKey: controlNode, peerKey: camaro, ...over })],
          routes: [sent, learned],
          sent: { [camaro]: [sent] },
          timelines: { [camaro]: timeline },
        }),
      ]);
    try {
      withSession({ families: [familyOf('inet-vpn', { sent: 1 })] });
      await askEverything(system.store, ask);
      const trouble = { kind: 'bad-peer-as' as const, expected: 60100, said: 64512 };
      withSession(
        {
          state: 'Idle',
          holdTime: undefined,
          keepalive: undefined,
          peerOpen: undefined,
          lastFlap: CHAPTER_NOW,
          trouble,
          idleHold: { until: CHAPTER_NOW + 60_000, refusesCalls: true },
          attributeErrors: [{ at: CHAPTER_NOW, sentence: 'ORIGIN was missing.' }],
        },
        [{ at: CHAPTER_NOW, from: 'OpenSent', to: 'Idle', reason: 'The AS differs.', trouble }],
      );
      await ask('/views/bgp/sessions');
      await ask(`/views/bgp/sessions/${controlNode}/${camaro}`);
    } finally {
      views.close();
    }
    const expected = Object.keys(ANSWERS).flatMap((name) =>
      name === 'table' || name === 'row' ? Object.keys(TABLES).map((noun) => `${name} ${noun}`) : [name],
    );
    expect([...answered].toSorted()).toEqual(expected.toSorted());
  },
);
