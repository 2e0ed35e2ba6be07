/** The ports of a policy's rule as one text: `TCP 80, UDP 53, TCP 8000-8080, TCP http, SCTP`. Pure. */

import { portNameFaults } from '../../../../server/engine/validation/port-name.ts';
import type { NetworkPolicyPort } from '../../../../server/model/kube/network-policy.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

export function printPorts(ports: readonly NetworkPolicyPort[] = []): string {
  return ports
    .map(({ protocol = 'TCP', port, endPort }) =>
      port === undefined ? protocol : `${protocol} ${port}${endPort === undefined ? '' : `-${endPort}`}`,
    )
    .join(', ');
}

/** Empty: every port of every protocol. A part without a protocol is of TCP. */
export function readPorts(text: string): { readonly ports: readonly NetworkPolicyPort[]; readonly fault?: string } {
  const ports: NetworkPolicyPort[] = [];
  for (const part of text.split(/[,\n]/).map((each) => each.trim())) {
    if (part === '') continue;
    const words = part.split(/[\s/]+/);
    const protocol = PROTOCOLS.find((each) => words.some((word) => word.toUpperCase() === each)) ?? 'TCP';
    const [port, more] = words.filter((word) => word.toUpperCase() !== protocol);
    if (more !== undefined) return { ports, fault: `"${part}": write a protocol and a port, TCP 80.` };
    if (port === undefined) ports.push({ protocol });
    else if (/^\d/.test(port)) {
      const [first = NaN, last] = port.split(/[-–]/).map(Number);
      const isPort = (number: number) => Number.isInteger(number) && number >= 1 && number <= 65_535;
      if (!isPort(first) || (last !== undefined && !isPort(last)))
        return { ports, fault: `"${port}": a port is 1 to 65535, a range 8000-8080.` };
      if (last !== undefined && last < first) return { ports, fault: `"${port}": the range ends before it begins.` };
      ports.push({ protocol, port: first, ...(last === undefined ? {} : { endPort: last }) });
    } else {
      const [fault] = portNameFaults(port);
      if (fault !== undefined)
        return { ports, fault: `"${port}" is neither a port nor the name of one: TCP 80, UDP 53, TCP http.` };
      ports.push({ protocol, port });
    }
  }
  return { ports };
}
