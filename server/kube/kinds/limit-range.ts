/** LimitRanges: defaults, minima and maxima of containers and pods (`limit-ranges.ts`). */

import { formatQuantity, parseQuantity, type Quantity } from '../../model/kube/quantity.ts';
import { duplicate, forbiddenField, invalidValue, required } from '../causes.ts';
import { child, childIf, items, setField, text, type Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import { amountCauses, canonicalQuantities } from '../quantity-causes.ts';
import type { KindRules } from './kind-rules.ts';

const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
/** No object here has storage to claim, so that limits of claims hold by themselves. */
const TYPES = ['Container', 'Pod', 'PersistentVolumeClaim'];
const ONE = parseQuantity('1')!;

export const limitRangeRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults(object) {
    for (const limit of items(child(object, 'spec'), 'limits')) {
      for (const list of LISTS) canonicalQuantities('LimitRange', childIf(limit, list));
      if (limit['type'] === 'Container') containerDefaults(limit);
    }
  },
  causes(object) {
    const causes: Cause[] = [];
    const types = new Set<string>();
    items(childIf(object, 'spec'), 'limits').forEach((limit, index) => {
      const at = `spec.limits[${index}]`;
      const type = text(limit, 'type') ?? '';
      if (type === '') causes.push(required(`${at}.type`));
      else if (!TYPES.includes(type))
        causes.push(
          invalidValue(`${at}.type`, type, 'must be a standard limit type: Container, Pod or PersistentVolumeClaim'),
        );
      if (types.has(type)) causes.push(duplicate(`${at}.type`, type));
      types.add(type);
      causes.push(...limitCauses(at, limit, type));
    });
    return causes;
  },
};

/** A maximum is the default limit, a default limit the default request, and else a minimum is. */
function containerDefaults(limit: Draft): void {
  inherit(limit, 'default', 'max');
  inherit(limit, 'defaultRequest', 'default');
  inherit(limit, 'defaultRequest', 'min');
}

function inherit(limit: Draft, to: string, from: string): void {
  for (const [resource, amount] of Object.entries(childIf(limit, from) ?? {})) {
    const target = child(limit, to);
    if (!Object.hasOwn(target, resource)) setField(target, resource, amount);
  }
}

function limitCauses(at: string, limit: Draft, type: string): Cause[] {
  const causes: Cause[] = [];
  if (type === 'Pod')
    for (const list of ['default', 'defaultRequest'])
      if (Object.keys(childIf(limit, list) ?? {}).length > 0)
        causes.push(forbiddenField(`${at}.${list}`, "may not be specified when `type` is 'Pod'"));
  if (
    type === 'PersistentVolumeClaim' &&
    !['min', 'max'].some((list) => childIf(limit, list)?.['storage'] !== undefined)
  )
    causes.push(
      required(`${at}.limits`, 'either minimum or maximum storage value is required, but neither was provided'),
    );
  const resources = new Set(LISTS.flatMap((list) => Object.keys(childIf(limit, list) ?? {})));
  for (const resource of [...resources].sort()) {
    for (const list of LISTS) {
      const amount = childIf(limit, list)?.[resource];
      if (amount === undefined) continue;
      if (!isResource(resource, type))
        causes.push(
          invalidValue(`${at}.${list}[${resource}]`, resource, 'must be a standard resource type or fully qualified'),
        );
      causes.push(...amountCauses(`${at}.${list}[${resource}]`, amount, false));
    }
    causes.push(...orderCauses(at, limit, resource));
  }
  return causes;
}

function isResource(resource: string, type: string): boolean {
  if (type === 'PersistentVolumeClaim') return resource === 'storage';
  return ['cpu', 'memory', 'ephemeral-storage'].includes(resource) || /^hugepages-|\//.test(resource);
}

function orderCauses(at: string, limit: Draft, resource: string): Cause[] {
  const of = (list: (typeof LISTS)[number]): Quantity | undefined => {
    const amount = childIf(limit, list)?.[resource];
    return amount === undefined ? undefined : parseQuantity(String(amount));
  };
  const [min, max, limited, requested] = [of('min'), of('max'), of('default'), of('defaultRequest')];
  const causes: Cause[] = [];
  const ordered = (
    low: Quantity | undefined,
    high: Quantity | undefined,
    [list, shown]: readonly [string, Quantity | undefined],
    [lowName, highName]: readonly [string, string],
  ): void => {
    if (low === undefined || high === undefined || low.nano <= high.nano) return;
    causes.push(
      invalidValue(
        `${at}.${list}[${resource}]`,
        formatQuantity(shown!),
        `${lowName} value ${formatQuantity(low)} is greater than ${highName} value ${formatQuantity(high)}`,
      ),
    );
  };
  ordered(min, max, ['min', min], ['min', 'max']);
  ordered(min, requested, ['defaultRequest', requested], ['min', 'default request']);
  ordered(requested, max, ['defaultRequest', requested], ['default request', 'max']);
  ordered(requested, limited, ['defaultRequest', requested], ['default request', 'default limit']);
  ordered(min, limited, ['default', min], ['min', 'default']);
  ordered(limited, max, ['default', max], ['default', 'max']);
  const ratio = of('maxLimitRequestRatio');
  const field = `${at}.maxLimitRequestRatio[${resource}]`;
  if (ratio !== undefined && ratio.nano < ONE.nano)
    causes.push(invalidValue(field, formatQuantity(ratio), `ratio ${formatQuantity(ratio)} is less than 1`));
  if (ratio !== undefined && min !== undefined && max !== undefined && min.nano > 0n) {
    const possible = Number(max.nano) / Number(min.nano);
    if (Number(ratio.nano) / Number(ONE.nano) > possible)
      causes.push(
        invalidValue(
          field,
          formatQuantity(ratio),
          `ratio ${formatQuantity(ratio)} is greater than max/min = ${possible.toFixed(6)}`,
        ),
      );
  }
  return causes;
}
