/**
 * A network whose policies connect it with nothing, whose route targets cannot be parsed, or that is kept without its
 * namespace.
 */

import { compareConnections, danglingConnections } from '../../../engine/leaking/connections.ts';
import { ROUTE_TARGET_LISTS } from '../../../model/config/virtual-network.ts';
import { formatFqName, shortName, type FqName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import type { NetworkConnection } from '../../../model/oper/routing-instance-facts.ts';
import { condition, danglingRefs, NONE, unknownObject, type Evaluate } from './evaluate.ts';
import { keptNetwork } from './kept.ts';

export const virtualNetworkConditions: Evaluate = (key, tracked, { instances, requested, connections }) => {
  const network = tracked.read.get('virtual-network', key)?.value;
  if (network === undefined) return NONE;
  const facts = tracked.row(instances, key);
  const found: ObjectCondition[] = [...danglingRefs(network, tracked.read)];
  for (const fault of facts?.faults ?? []) {
    if (fault.kind === 'policy-missing') continue; // one of the dangling references above
    found.push(
      condition(
        'error',
        'Malformed',
        'RouteTargetMalformed',
        `Virtual network ${formatFqName(network.fq_name)}: "${fault.text}" in ${ROUTE_TARGET_LISTS[fault.list]} is ` +
          'not a route target. Write target:<asn>:<number> or target:<ip>:<number>.',
      ),
    );
  }
  // Established connections need no condition, and are not read: a hub has thousands.
  const amiss: NetworkConnection[] = [
    ...danglingConnections(tracked.row(requested, key)?.requests ?? []),
    ...connections.partialOf(key),
  ];
  for (const connection of amiss.sort(compareConnections)) found.push(...ofConnection(network.fq_name, connection));
  const number = network.allocated?.['route_target'];
  if (number !== undefined && facts !== undefined && facts.automaticTarget === undefined) {
    found.push(
      condition(
        'error',
        'NumbersExhausted',
        'RouteTargetNumberTooLarge',
        `Virtual network ${formatFqName(network.fq_name)} has no automatic route target: its number ${number} ` +
          'does not fit under the four-byte global ASN, which leaves numbers up to 65535. Set a two-byte global ' +
          'ASN, or give the network route targets of its own.',
      ),
    );
  } else if (number === undefined && network.allocated?.['network_id'] !== undefined) {
    found.push(
      condition(
        'error',
        'NumbersExhausted',
        'NoRouteTargetNumber',
        `Virtual network ${formatFqName(network.fq_name)} has no automatic route target: the numbers are used ` +
          'up. Delete networks, or give it route targets of its own.',
      ),
    );
  }
  const kept = keptNetwork(network, tracked);
  if (kept !== undefined) found.push(kept);
  return found;
};

function ofConnection(self: FqName, connection: NetworkConnection): readonly ObjectCondition[] {
  switch (connection.kind) {
    case 'mutual':
      return NONE;
    case 'dangling': {
      const wanted = formatFqName(connection.wanted);
      const policies = policyNames(connection);
      return [
        condition(
          'warning',
          'DanglingReference',
          'NetworkNotFound',
          `Virtual network ${formatFqName(self)} is to be connected with ${wanted} by ${policies}, but there is ` +
            'no such network. Create it, or correct the rule.',
          [unknownObject('virtual-network', connection.wanted), ...policyRefs(connection)],
        ),
      ];
    }
    case 'partial': {
      const peer = formatFqName(connection.peerNetwork);
      const [attached, lacking] = connection.asked === 'own' ? [formatFqName(self), peer] : [peer, formatFqName(self)];
      return [
        condition(
          'warning',
          'PartiallyConnected',
          connection.asked === 'own' ? 'PeerDoesNotConnect' : 'OnlyPeerConnects',
          `Virtual networks ${attached} and ${lacking} are only partially connected: ${policyNames(connection)} ` +
            `is attached to ${shortName(attached.split(':'))} alone, so no routes are exchanged. Attach a policy ` +
            `that passes traffic between them to ${shortName(lacking.split(':'))} as well.`,
          [{ kind: 'virtual-network', key: connection.peer, name: peer }, ...policyRefs(connection)],
        ),
      ];
    }
    default:
      throw new Error(`BUG: unknown connection ${String(connection satisfies never)}`);
  }
}

function policyNames(connection: NetworkConnection): string {
  const names = [...new Set(connection.steps.map((step) => formatFqName(step.policyName)))];
  return `${names.length === 1 ? 'policy' : 'policies'} ${names.join(', ')}`;
}

function policyRefs(connection: NetworkConnection): ObjectCondition['refers'] {
  return [
    ...new Map(
      connection.steps.map((step) => [
        step.policyUuid,
        { kind: 'network-policy' as const, key: step.policyUuid, name: formatFqName(step.policyName) },
      ]),
    ).values(),
  ];
}
