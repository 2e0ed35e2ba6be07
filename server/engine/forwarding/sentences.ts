/** The words for what stops a flow: the cause, and where it is set. The only place where its codes are worded. */

import { formatAddress } from '../../model/net/address.ts';
import type { NotInstalled } from '../../model/oper/route.ts';
import type { Obstacle, SocketAddress } from './verdict.ts';

/** The sentence for an obstacle on the way to `destination`. */
export function obstacleSentence(obstacle: Obstacle, destination: SocketAddress): string {
  const { object } = obstacle;
  const to = formatAddress(destination.address);
  switch (obstacle.code) {
    case 'no-such-pod':
      return `There is no pod ${object.name}.`;
    case 'no-such-node':
      return `There is no node ${object.name}.`;
    case 'no-such-gateway':
      return `There is no gateway ${object.name} whose tables can be read.`;
    case 'no-such-vrf':
      return `Gateway ${object.name} has no such VRF.`;
    case 'no-interface':
      return `${object.name} has no IPv${obstacle.family} address on any interface.`;
    case 'not-installed':
      return `Interface ${object.name} is not connected: ${notInstalledText(obstacle.why)}.`;
    case 'no-route':
      return `No route to ${to} in VRF ${obstacle.vrf.network}.`;
    case 'no-return-route':
      return `VRF ${obstacle.vrf.network} has no route back to ${formatAddress(obstacle.source)}.`;
    case 'no-port-map':
      return (
        `Floating IP ${to} translates mapped ports only, and ` +
        `${obstacle.port === undefined ? 'ICMP has no port' : `${obstacle.protocol} ${obstacle.port} is none of them`}.`
      );
    case 'floating-ip-direction':
      return `Floating IP ${to} translates ${obstacle.direction} traffic only.`;
    case 'no-backend':
      return `Service ${object.name} has no ready endpoint in the overlay.`;
    case 'network-policy':
      return obstacle.by === 'rule'
        ? `Rule ${obstacle.rule + 1} of network policy ${object.name} denies it.`
        : `No rule passes it, and rule ${obstacle.rule + 1} of network policy ${object.name} is about these networks.`;
    case 'fabric-snat-only':
      return `Network ${object.name} has fabric SNAT, and reaches no other network than the fabric.`;
    case 'security-group':
      return `No ${obstacle.direction} rule of security group ${object.name} passes it.`;
    case 'kubernetes-network-policy':
      return (
        `No ${obstacle.direction} rule of the network policies that isolate the pod passes it: ` +
        `${obstacle.by.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')}.`
      );
    case 'firewall-rule':
      return `Firewall rule ${object.name} denies it (policy set ${obstacle.set.name}).`;
    case 'no-firewall-rule':
      return `No rule of policy set ${object.name} is about it.`;
    case 'no-gateway-route':
      return obstacle.hidden === undefined
        ? `Gateway ${object.name} has learned no route to ${formatAddress(obstacle.address)} in VRF ${obstacle.vrf}.`
        : `Gateway ${object.name} does not use its route to ${formatAddress(obstacle.address)}: ${obstacle.hidden}.`;
    case 'nobody-listens':
      return `${object.name} does not listen on ${obstacle.protocol} port ${obstacle.port}.`;
    default:
      return obstacle satisfies never;
  }
}

function notInstalledText(why: NotInstalled): string {
  switch (why.kind) {
    case 'no-node':
      return 'it is on no compute node';
    case 'node-missing':
      return `its compute node ${why.nodeUuid} does not exist`;
    case 'node-without-address':
      return `its compute node ${why.nodeName} has no address`;
    case 'no-label':
      return 'it has no label';
    case 'other-family':
      return `it has no IPv${why.family} address`;
    default:
      return why satisfies never;
  }
}
