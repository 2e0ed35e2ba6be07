/**
 * GoBGP: the only one of the three with VRFs as such and with RT-constraint (RFC 4684). Never a target of malformed
 * input.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from './installed.ts';
import { answering, runTool, startDaemon, temporaryDirectory } from './process.ts';

const GOBGPD = '/usr/bin/gobgpd';
const GOBGP = '/usr/bin/gobgp';
const API_PORT = 50051;

export const haveGobgp = () => installed('gobgpd', GOBGPD, GOBGP);

export interface Gobgp {
  readonly pid: number;
  readonly address: string;
  readonly port: number;
  /** `gobgp …`, as an operator reads it. */
  show(command: string): Promise<string>;
  /** `gobgp -j …`. */
  json(command: string): Promise<unknown>;
  log(): string;
  stop(): Promise<void>;
}

/** `configuration` is TOML; its global section is made here. */
export async function startGobgp({
  address,
  port = 1179,
  asn,
  routerId,
  configuration,
}: {
  readonly address: string;
  readonly port?: number;
  readonly asn: number;
  readonly routerId: string;
  readonly configuration: string;
}): Promise<Gobgp> {
  const directory = temporaryDirectory('gobgp');
  const file = join(directory, 'gobgpd.toml');
  writeFileSync(
    file,
    `[global.config]\n  as = ${asn}\n  router-id = "${routerId}"\n  port = ${port}\n  local-address-list = ` +
      `["${address}"]\n${configuration}`,
  );
  const daemon = startDaemon(
    GOBGPD,
    ['-f', file, '--api-hosts', `${address}:${API_PORT}`, '--pprof-disable', '--log-plain'],
    directory,
  );
  const gobgp = (...words: readonly string[]) => runTool(GOBGP, ['-u', address, '-p', String(API_PORT), ...words]);
  await answering('gobgpd', daemon, () => gobgp('global'));
  return {
    pid: daemon.pid,
    address,
    port,
    show: (command) => gobgp(...command.split(' ')),
    json: async (command) => JSON.parse(await gobgp('-j', ...command.split(' '))) as unknown,
    log: daemon.log,
    stop: daemon.stop,
  };
}

export interface GobgpNeighbor {
  readonly address: string;
  readonly port: number;
  readonly asn: number;
  readonly localAddress: string;
  readonly passive?: boolean;
  readonly families: readonly string[];
  readonly md5Key?: string;
  /** Seconds. */
  readonly holdTime?: number;
  /** Makes the neighbor a client of reflection with this cluster id. */
  readonly clusterId?: string;
}

export function gobgpNeighbor({
  address,
  port,
  asn,
  localAddress,
  passive = false,
  families,
  md5Key,
  holdTime = 9,
  clusterId,
}: GobgpNeighbor): string {
  const family = (name: string) => `  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "${name}"
`;
  const reflection = `  [neighbors.route-reflector.config]
    route-reflector-client = true
    route-reflector-cluster-id = "${clusterId}"
`;
  return `[[neighbors]]
  [neighbors.config]
    neighbor-address = "${address}"
    peer-as = ${asn}
${md5Key === undefined ? '' : `    auth-password = "${md5Key}"\n`}  [neighbors.transport.config]
    local-address = "${localAddress}"
    remote-port = ${port}
    passive-mode = ${passive}
  [neighbors.timers.config]
    hold-time = ${holdTime}
    keepalive-interval = ${holdTime / 3}
    connect-retry = 1
    idle-hold-time-after-reset = 1
${clusterId === undefined ? '' : reflection}${families.map(family).join('')}`;
}

export function gobgpVrf(name: string, id: number, routeDistinguisher: string, routeTarget: string): string {
  return `[[vrfs]]
  [vrfs.config]
    name = "${name}"
    id = ${id}
    rd = "${routeDistinguisher}"
    both-rt-list = ["${routeTarget.replace(/^target:/, '')}"]
`;
}
