/** FRR's bgpd alone, as any user: no zebra, no kernel routes; the default instance plays the VRF (`import vpn`). */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from './installed.ts';
import { answering, runTool, startDaemon, temporaryDirectory } from './process.ts';

const BGPD = '/usr/lib/frr/bgpd';
const VTYSH = '/usr/bin/vtysh';

export const haveFrr = () => installed('frr', BGPD, VTYSH);

export interface Frr {
  readonly pid: number;
  readonly address: string;
  readonly port: number;
  /** `show …`, as an operator reads it. */
  show(command: string): Promise<string>;
  /** `show … json`. */
  json(command: string): Promise<unknown>;
  /** Lines of `configure terminal`. */
  configure(...lines: readonly string[]): Promise<void>;
  log(): string;
  stop(): Promise<void>;
}

export async function startFrr({
  address,
  port = 1179,
  configuration,
}: {
  readonly address: string;
  readonly port?: number;
  readonly configuration: string;
}): Promise<Frr> {
  const directory = temporaryDirectory('frr');
  writeFileSync(join(directory, 'bgpd.conf'), configuration);
  const daemon = startDaemon(
    BGPD,
    [
      '-S',
      '-Z',
      '-n',
      '-l',
      address,
      '-p',
      String(port),
      '-P',
      '0',
      '-f',
      join(directory, 'bgpd.conf'),
      '-i',
      join(directory, 'bgpd.pid'),
      '--vty_socket',
      directory,
      '-z',
      join(directory, 'zserv.api'),
    ],
    directory,
  );
  const vtysh = (...commands: readonly string[]) =>
    runTool(VTYSH, ['--vty_socket', directory, ...commands.flatMap((command) => ['-c', command])]);
  await answering('bgpd', daemon, () => vtysh('show version'));
  return {
    pid: daemon.pid,
    address,
    port,
    show: (command) => vtysh(command),
    json: async (command) => JSON.parse(await vtysh(`${command} json`)) as unknown,
    configure: async (...lines) => void (await vtysh('configure terminal', ...lines)),
    log: daemon.log,
    stop: daemon.stop,
  };
}

export interface FrrGateway {
  readonly asn: number;
  readonly routerId: string;
  readonly address: string;
  readonly peer: { readonly address: string; readonly port: number; readonly asn: number };
  readonly routeTarget: string;
  readonly routeDistinguisher: string;
  readonly md5Key?: string;
  /** Asks its neighbors to keep its routes for so many seconds when it restarts; without, it only helps others. */
  readonly restartTime?: number;
}

/**
 * The chapter's gateway: VRF with import and export target, a default route of its own, one control node as
 * neighbor.
 */
export function frrGateway({
  asn,
  routerId,
  address,
  peer,
  routeTarget,
  routeDistinguisher,
  md5Key,
  restartTime,
}: FrrGateway): string {
  const neighbor = (text: string) => ` neighbor ${peer.address} ${text}`;
  return [
    'hostname camaro',
    'log stdout informational',
    '!',
    `router bgp ${asn}`,
    ` bgp router-id ${routerId}`,
    ' no bgp default ipv4-unicast',
    ...(restartTime === undefined
      ? []
      : [
          ' bgp graceful-restart',
          ' bgp graceful-restart preserve-fw-state',
          ` bgp graceful-restart restart-time ${restartTime}`,
        ]),
    neighbor(`remote-as ${peer.asn}`),
    neighbor(`port ${peer.port}`),
    neighbor(`update-source ${address}`),
    neighbor('timers 3 9'),
    neighbor('timers connect 1'),
    ...(peer.asn === asn ? [] : [neighbor('ebgp-multihop 2'), ' no bgp ebgp-requires-policy']),
    ...(md5Key === undefined ? [] : [neighbor(`password ${md5Key}`)]),
    ' address-family ipv4 unicast',
    '  network 0.0.0.0/0',
    `  rd vpn export ${routeDistinguisher}`,
    `  rt vpn both ${routeTarget.replace(/^target:/, '')}`,
    '  label vpn export 299776',
    `  nexthop vpn export ${routerId}`,
    '  import vpn',
    '  export vpn',
    ' exit-address-family',
    ' address-family ipv4 vpn',
    ` ${neighbor('activate')}`,
    ' exit-address-family',
    ' address-family ipv6 vpn',
    ` ${neighbor('activate')}`,
    ' exit-address-family',
    '!',
    '',
  ].join('\n');
}
