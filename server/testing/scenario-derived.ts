/**
 * What follows from a configuration, as scenarios print it: VRF tables, VPN routes, connections, pool resolution,
 * conditions.
 */

import type { Derived } from '../derived/derived.ts';
import { formatFqName, shortName } from '../model/naming/fq-name.ts';
import type { Leak, RoutingInstanceFacts, TargetReason } from '../model/oper/routing-instance-facts.ts';
import { by } from '../model/order.ts';
import { textTable } from './text-table.ts';

/** `table vrf <instance>`: prefix, next hop, label, and by what a leaked route came. */
function vrf(derived: Derived, name: string): string[] {
  const instance = instanceOf(derived, name);
  if (instance === undefined) return [`There is no routing instance ${name}.`];
  const rows = [...derived.vrfRows(instance.key)].flatMap((row) =>
    (row.kind === 'learned'
      ? row.paths.map((path) => [
          row.prefix,
          path.nextHop,
          '-',
          String(path.label ?? '-'),
          `${path.path.sourceName} by ${path.via.map((use) => use.target).join(', ')}`,
        ])
      : row.paths.map((path) => [
          row.prefix,
          path.nextHop?.address ?? '-',
          path.nextHop?.nodeName ?? '-',
          String(path.label ?? '-'),
          row.kind === 'own' ? 'own' : `${shortName(row.from.networkName)} by ${reasons(row.leak)}`,
        ])
    ).sort(by(([, nextHop, , label]) => `${nextHop} ${label}`)),
  );
  return textTable(['PREFIX', 'NEXT HOP', 'NODE', 'LABEL', 'FROM'], rows);
}

function reasons(leak: Leak): string {
  return [...new Set(leak.via.flatMap((use) => use.why.map((why) => reason(why, use.target))))].sort().join(', ');
}

function reason(why: TargetReason, target: string): string {
  return why.kind === 'connection'
    ? [...new Set(why.steps.map((step) => shortName(step.policyName)))].sort().join(' + ')
    : target;
}

/** `table vpn-routes <instance>`: as BGP will carry them. */
function vpnRoutes(derived: Derived, name: string): string[] {
  const instance = instanceOf(derived, name);
  if (instance === undefined) return [`There is no routing instance ${name}.`];
  const rows = [...derived.vpnRoutes(instance.key)].map((route) => [
    route.prefix,
    route.routeDistinguisher ?? '-',
    route.nextHop?.address ?? '-',
    String(route.label ?? '-'),
    `${route.med}/${route.localPreference}`,
    route.routeTargets.filter((target) => !/:8\d{6}$/.test(target)).join(' ') || '(automatic only)',
  ]);
  // Paths of one prefix are in the order of their uuids, which chance decides.
  const prefixes = [...new Set(rows.map(([prefix]) => prefix!))];
  const sorted = rows.sort(by(([prefix, ...rest]) => [prefixes.indexOf(prefix!) + 10_000, ...rest].join(' ')));
  return textTable(['PREFIX', 'RD', 'NEXT HOP', 'LABEL', 'MED/LOCALPREF', 'USER ROUTE TARGETS'], sorted);
}

/** `table connections`: which routing instances exchange routes, and by which policy. */
function connections(derived: Derived): string[] {
  const rows = [...derived.routingInstances()]
    .flatMap((instance) =>
      instance.connections.map((connection) => [
        shortName(instance.networkName),
        connection.kind,
        connection.kind === 'dangling' ? formatFqName(connection.wanted) : shortName(connection.peerNetwork),
        [...new Set(connection.steps.map((step) => shortName(step.policyName)))].sort().join(','),
      ]),
    )
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return textTable(['NETWORK', 'CONNECTION', 'PEER', 'POLICIES'], rows);
}

/** `table conditions`: everything that an operator should know. */
function conditions(derived: Derived): string[] {
  const lines = [...derived.allConditions()].flatMap(([key, all]) =>
    all.map(
      (condition) =>
        `${key.replace(/ [0-9a-f-]{36}$/, '')}: ${condition.severity} ${condition.reason}: ${condition.message}`,
    ),
  );
  return lines.length === 0 ? ['none'] : lines.sort();
}

/** `table pool-of <namespace>`: which pool the namespace's annotation resolves to. */
function poolOf(derived: Derived, namespace: string): string[] {
  const requested = derived.poolOfNamespace(namespace);
  return requested === undefined
    ? ['no pool is asked for']
    : [
        `${requested.decision.resolution.kind}:`,
        ...requested.decision.trail.map((step) => `${step.level}: ${step.sentence}`),
      ];
}

function instanceOf(derived: Derived, name: string): RoutingInstanceFacts | undefined {
  for (const instance of derived.routingInstances()) {
    if (instance.isDefault && (shortName(instance.networkName) === name || formatFqName(instance.networkName) === name))
      return instance;
  }
  return undefined;
}

export const DERIVED_TABLES: { readonly [noun: string]: (derived: Derived, name: string) => string[] } = {
  vrf: vrf,
  'vpn-routes': vpnRoutes,
  connections: connections,
  conditions: conditions,
  'pool-of': poolOf,
};
