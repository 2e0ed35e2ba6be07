/** System-wide settings. A new global ASN also changes the control nodes and the automatic route targets. */

import { asnFault, asnRangeFault } from '../../engine/validation/asn.ts';
import { isTwoByteAsn } from '../../model/bgp/asn.ts';
import { besideBand } from '../../model/bgp/route-target-band.ts';
import { formatRouteTarget, parseRouteTarget } from '../../model/bgp/route-target.ts';
import {
  DEFAULT_RESTART_SECONDS,
  GLOBAL_SYSTEM_CONFIG,
  globalAsnOf,
  type GlobalSystemConfigProps,
} from '../../model/config/global.ts';
import { kindOf } from '../../model/config/types.ts';
import { routeTargetListsOf } from '../../model/config/virtual-network.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { Problem } from '../../model/problem.ts';
import type { Read } from '../../store/store.ts';
import { prefixOfSubnet } from '../addresses/subnets.ts';
import { forbidden, invalidBy, invalidField } from '../problems.ts';
import { asBlocking } from '../records.ts';
import type { Operations, RecordOf, ResourceRules } from '../rules.ts';
import { followsGlobalAsn } from './bgp-router.ts';
import { drawRouteTarget } from './virtual-network.ts';

const AT = '/global-system-config';
const SECONDS: { readonly [field: string]: number } = {
  restart_time: 4095,
  long_lived_restart_time: 16_777_215,
  end_of_rib_timeout: 4095,
};

export const globalSystemConfig: ResourceRules<'global-system-config'> = {
  ...kindOf('global-system-config'),
  complete({ context, draft, before }) {
    if (draft.fq_name[0] !== GLOBAL_SYSTEM_CONFIG[0])
      throw forbidden(`There is one global-system-config, ${GLOBAL_SYSTEM_CONFIG[0]}; edit that`);
    const props = withDefaults(draft.props);
    const asn = globalAsnOf(props);
    const fault = asnFault(asn, props.enable_4byte_as === true);
    const lowered =
      before !== undefined &&
      before.props.autonomous_system === asn &&
      asnRangeFault(asn, props.enable_4byte_as === true) !== undefined;
    if (fault !== undefined && (lowered || before?.props.autonomous_system !== asn))
      throw invalidBy(`${AT}/${lowered ? 'enable_4byte_as' : 'autonomous_system'}`, fault);
    if (before !== undefined && asn !== globalAsnOf(before.props)) refuseCollisions(context.transaction, asn);
    checkRanges(props);
    return { ...draft, props };
  },
  follow(operations, after, before) {
    if (after === undefined || before === undefined) return;
    const [was, is] = [globalAsnOf(before.props), globalAsnOf(after.props)];
    if (was === is) return;
    carryRouters(operations);
    if (isTwoByteAsn(was) !== isTwoByteAsn(is)) renumberNetworks(operations);
  },
};

function withDefaults(props: GlobalSystemConfigProps): GlobalSystemConfigProps {
  return {
    ...props,
    autonomous_system: globalAsnOf(props),
    enable_4byte_as: props.enable_4byte_as ?? false,
    ibgp_auto_mesh: props.ibgp_auto_mesh ?? true,
    graceful_restart_parameters: {
      enable: false,
      restart_time: DEFAULT_RESTART_SECONDS,
      long_lived_restart_time: DEFAULT_RESTART_SECONDS,
      end_of_rib_timeout: DEFAULT_RESTART_SECONDS,
      bgp_helper_enable: false,
      xmpp_helper_enable: false,
      ...props.graceful_restart_parameters,
    },
    bgpaas_parameters: props.bgpaas_parameters ?? { port_start: 50_000, port_end: 50_512 },
  };
}

function checkRanges(props: GlobalSystemConfigProps): void {
  for (const [field, max] of Object.entries(SECONDS)) {
    const value = (props.graceful_restart_parameters as unknown as { readonly [f: string]: number })[field]!;
    if (!Number.isInteger(value) || value < 0 || value > max)
      throw invalidField(
        `${AT}/graceful_restart_parameters/${field}`,
        `${field} ${value} is outside of 0–${max} seconds`,
      );
  }
  const { port_start: start, port_end: end } = props.bgpaas_parameters!;
  if (![start, end].every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535) || start > end) {
    throw invalidField(
      `${AT}/bgpaas_parameters`,
      `BGP as a Service ports ${start}-${end}: give two ports of 1–65535, the lower first`,
    );
  }
  const seed = props.rd_cluster_seed;
  if (seed !== undefined && (!Number.isInteger(seed) || seed < 0 || seed > 65_535))
    throw invalidField(`${AT}/rd_cluster_seed`, `rd_cluster_seed ${seed} is outside of 0–65535`);
  (props.ip_fabric_subnets?.subnet ?? []).forEach((subnet, index) =>
    prefixOfSubnet(subnet, `${AT}/ip_fabric_subnets/subnet/${index}`),
  );
}

/** 400 if a user's route target would lie in the band that the system assigns from under the new ASN. */
function refuseCollisions(read: Read, asn: number): void {
  const colliding: { readonly network: RecordOf<'virtual-network'>; readonly target: string }[] = [];
  for (const { value: network } of read.scan('virtual-network')) {
    for (const list of Object.values(routeTargetListsOf(network.props))) {
      for (const text of list) {
        const target = parseRouteTarget(text);
        if (target !== undefined && besideBand(target, asn) !== undefined)
          colliding.push({ network, target: formatRouteTarget(target) });
      }
    }
  }
  if (colliding.length === 0) return;
  const networks = [...new Map(colliding.map((each) => [each.network.uuid, each.network])).values()];
  const detail =
    `Virtual networks ${networks.map((network) => formatFqName(network.fq_name)).join(', ')} are configured with a ` +
    `route target with this ASN ${asn} and route target value in the same range as used by automatically allocated ` +
    'route targets';
  const targets = [...new Set(colliding.map((each) => each.target))].join(', ');
  throw new Problem({
    fields: [{ pointer: `${AT}/autonomous_system`, detail: `Change ${targets} first, or choose another ASN.` }],
    status: 400,
    reason: 'Invalid',
    detail,
    blocking: networks.map(asBlocking),
  });
}

/** Routers of our own vendor always have the global ASN. */
function carryRouters(operations: Operations): void {
  for (const { value: router } of Array.from(operations.context.transaction.scan('bgp-router'))) {
    const parameters = router.props.bgp_router_parameters;
    if (parameters !== undefined && followsGlobalAsn(parameters))
      operations.update('bgp-router', router.uuid, {
        props: { bgp_router_parameters: { ...parameters, autonomous_system: undefined } },
      });
  }
}

/** If the new ASN has another width, automatic route targets are renumbered. */
function renumberNetworks(operations: Operations): void {
  for (const { value: network } of Array.from(operations.context.transaction.scan('virtual-network'))) {
    const { route_target: _number, route_target_width: _width, ...rest } = network.allocated ?? {};
    operations.update('virtual-network', network.uuid, {
      allocated: { ...rest, ...drawRouteTarget(operations.context) },
    });
  }
}
