/** BIRD 2.0: VPN tables without VRF import; an import filter on the route target plays the VRF. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed } from './installed.ts';
import { answering, runTool, startDaemon, temporaryDirectory } from './process.ts';

const BIRD = '/usr/sbin/bird';
const BIRDC = '/usr/sbin/birdc';

export const haveBird = () => installed('bird2', BIRD, BIRDC);

export interface Bird {
  readonly pid: number;
  /** `show …` and other commands of birdc, as an operator reads the answer. */
  show(command: string): Promise<string>;
  log(): string;
  stop(): Promise<void>;
}

export async function startBird({ configuration }: { readonly configuration: string }): Promise<Bird> {
  const directory = temporaryDirectory('bird');
  const file = join(directory, 'bird.conf');
  const control = join(directory, 'bird.ctl');
  writeFileSync(file, configuration);
  const daemon = startDaemon(BIRD, ['-f', '-c', file, '-s', control, '-P', join(directory, 'bird.pid')], directory);
  const birdc = async (command: string) => {
    const text = await runTool(BIRDC, ['-r', '-s', control, ...command.split(' ')]);
    if (/^BIRD \S+ ready\.\n(syntax error|Unable)/.test(text)) throw new Error(`birdc ${command}: ${text}`);
    return text;
  };
  await answering('bird', daemon, () => birdc('show status'));
  return { pid: daemon.pid, show: (command) => birdc(command), log: daemon.log, stop: daemon.stop };
}

export interface BirdGateway {
  readonly asn: number;
  readonly routerId: string;
  readonly address: string;
  readonly port?: number;
  readonly peer: { readonly address: string; readonly port: number; readonly asn: number };
  readonly routeTarget: string;
}

/** A receiver whose table `k8s_test_vpn` takes what has the route target. */
export function birdGateway({ asn, routerId, address, port = 1179, peer, routeTarget }: BirdGateway): string {
  const filter =
    `import filter { if (rt, ${routeTarget.replace(/^target:/, '').replace(':', ', ')}) ~ bgp_ext_community then ` +
    'accept; reject; };';
  return `log stderr all;
router id ${routerId};
vpn4 table k8s_test_vpn;
vpn6 table k8s_test_vpn6;
protocol device { }
protocol bgp cn {
  local ${address} port ${port} as ${asn};
  neighbor ${peer.address} port ${peer.port} as ${peer.asn};
  hold time 9; keepalive time 3; connect delay time 1; connect retry time 1; error wait time 1,5;
  strict bind yes; multihop; graceful restart aware;
  vpn4 mpls { table k8s_test_vpn; ${filter} export none; import table yes; gateway recursive; };
  # next hop ::ffff:IPv4
  vpn6 mpls { table k8s_test_vpn6; ${filter} export none; import table yes; gateway recursive; extended next hop; };
}
`;
}
