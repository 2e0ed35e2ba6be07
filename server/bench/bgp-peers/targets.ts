/** The routers that are measured, each as a route reflector with the same two clients, on an address of its own. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { haveBird, startBird } from '../../testing/routers/bird.ts';
import { haveFrr, startFrr } from '../../testing/routers/frr.ts';
import { gobgpNeighbor, haveGobgp, startGobgp } from '../../testing/routers/gobgp.ts';
import { loopbackAddress } from '../../testing/routers/process.ts';

interface Running {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface MeasuredRouter {
  readonly name: string;
  readonly here: () => boolean;
  start(asn: number): Promise<Running>;
}

const CLIENTS = ['127.0.0.21', '127.0.0.22'];
const PORT = 1179;

async function startFrrReflector(asn: number): Promise<Running> {
  const host = loopbackAddress();
  const configuration = [
    `router bgp ${asn}`,
    ' bgp router-id 127.0.0.204',
    ' no bgp default ipv4-unicast',
    ...CLIENTS.flatMap((client) =>
      [`remote-as ${asn}`, `update-source ${host}`, 'passive', 'timers 60 180'].map(
        (words) => ` neighbor ${client} ${words}`,
      ),
    ),
    ' address-family ipv4 vpn',
    ...CLIENTS.flatMap((client) =>
      ['activate', 'route-reflector-client'].map((words) => `  neighbor ${client} ${words}`),
    ),
    ' exit-address-family',
    '',
  ].join('\n');
  const { pid, stop } = await startFrr({ address: host, port: PORT, configuration });
  return { host, port: PORT, pid, stop };
}

async function startGobgpReflector(asn: number): Promise<Running> {
  const host = loopbackAddress();
  const configuration = CLIENTS.map((address) =>
    gobgpNeighbor({
      address,
      port: PORT,
      asn,
      localAddress: host,
      passive: true,
      families: ['l3vpn-ipv4-unicast'],
      holdTime: 180,
      clusterId: '127.0.0.204',
    }),
  ).join('');
  const { pid, stop } = await startGobgp({ address: host, port: PORT, asn, routerId: '127.0.0.204', configuration });
  return { host, port: PORT, pid, stop };
}

async function startBirdReflector(asn: number): Promise<Running> {
  const host = loopbackAddress();
  const client = (address: string, index: number) => `protocol bgp client${index} {
  local ${host} port ${PORT} as ${asn}; neighbor ${address} as ${asn}; passive yes; strict bind yes;
  multihop; rr client; hold time 180; error wait time 1,1;
  vpn4 mpls { import all; export all; gateway recursive; next hop keep; };
}`;
  const { pid, stop } = await startBird({
    configuration: (
      `log stderr { warning, error, fatal };\nrouter id 127.0.0.204;\nvpn4 table everything;\nprotocol device { ` +
      `}\n${CLIENTS.map(client).join('\n')}\n`
    ).replaceAll('vpn4 mpls {', 'vpn4 mpls { table everything;'),
  });
  return { host, port: PORT, pid, stop };
}

/** `bench -- bgp-target` in a process of its own, so that its processor time and memory are its own. */
async function startOurs(asn: number): Promise<Running> {
  const host = loopbackAddress();
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../main.ts', import.meta.url)),
      'bgp-target',
      '--listen',
      `${host}:${PORT}`,
      '--asn',
      String(asn),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (/^ready/m.test(text)) resolve();
    });
    child.on('exit', (code) => reject(new Error(`bgp-target ended with ${code}.`)));
  });
  return {
    host,
    port: PORT,
    pid: child.pid!,
    stop: () =>
      new Promise((resolve) => {
        child.on('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

export const ROUTERS: readonly MeasuredRouter[] = [
  { name: 'FRR', here: haveFrr, start: startFrrReflector },
  { name: 'GoBGP', here: haveGobgp, start: startGobgpReflector },
  { name: 'BIRD', here: haveBird, start: startBirdReflector },
  { name: 'Overlay Console', here: () => true, start: startOurs },
];
