/** The route targets that a user may configure: syntax, ranges, and outside the band that the system assigns from. */

import { routeTargetFault } from '../../engine/validation/route-target.ts';
import { formatRouteTarget, readRouteTarget } from '../../model/bgp/route-target.ts';
import {
  ROUTE_TARGET_LISTS,
  type RouteTargetListName,
  type VirtualNetworkProps,
} from '../../model/config/virtual-network.ts';
import type { FieldError } from '../../model/problem.ts';
import type { Read } from '../../store/store.ts';
import { fieldError, invalid } from '../problems.ts';
import { fourByteAsnEnabled, globalAsn } from '../system-settings.ts';

/** Faults listed at most. */
const MOST_FAULTS = 100;

/**
 * Checks the three lists and returns them in canonical form without duplicates; entries that a list had before are not
 * checked again. Throws one `Problem` with all faults.
 */
export function completeRouteTargets(
  read: Read,
  props: VirtualNetworkProps,
  before: VirtualNetworkProps | undefined,
  changed: (list: RouteTargetListName) => boolean,
): VirtualNetworkProps {
  const numbers = { asn: globalAsn(read), fourByte: fourByteAsnEnabled(read) };
  const faults: FieldError[] = [];
  const lists: { [L in RouteTargetListName]?: { readonly route_target: readonly string[] } } = {};
  for (const list of Object.values(ROUTE_TARGET_LISTS)) {
    const given = props[list];
    if (given === undefined || given === before?.[list] || !changed(list)) continue;
    const targets = new Set<string>();
    const stood = new Set(before?.[list]?.route_target);
    (given.route_target ?? []).forEach((text, index) => {
      if (stood.has(text)) {
        targets.add(text);
        return;
      }
      const fault = routeTargetFault(text, numbers);
      if (fault !== undefined && faults.length < MOST_FAULTS)
        faults.push(fieldError(`/virtual-network/${list}/route_target/${index}`, fault));
      else if (fault === undefined) targets.add(canonical(text));
    });
    lists[list] = { route_target: [...targets] };
  }
  if (faults.length > 0) throw invalid(faults[0]!.detail, faults);
  return { ...props, ...lists };
}

function canonical(text: string): string {
  const reading = readRouteTarget(text);
  return reading.kind === 'route-target' ? formatRouteTarget(reading.routeTarget) : text;
}
