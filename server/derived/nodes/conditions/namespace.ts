/** A namespace whose annotations name what does not exist. */

import { NETWORK } from '../../../engine/annotations/annotation-keys.ts';
import { parseNetworkName } from '../../../engine/annotations/dict-string.ts';
import { formatFqName, type FqName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { byFqName } from '../../../store/indexes.ts';
import type { Tracked } from '../../calc-node.ts';
import { namespacePoolKey } from '../pool-decisions.ts';
import { condition, NONE, unknownObject, type Evaluate } from './evaluate.ts';
import { poolConditions } from './pool.ts';

export const namespaceConditions: Evaluate = (key, tracked, { pools }) => {
  const namespace = tracked.read.get('kube/Namespace', key)?.value;
  if (namespace === undefined) return NONE;
  const row = tracked.row(pools, namespacePoolKey(key));
  return [
    ...(row === undefined ? [] : poolConditions(row, ['namespace'], `namespace ${key}`)),
    ...networkAnnotation(`namespace ${key}`, namespace.metadata.annotations?.[NETWORK], tracked),
  ];
};

/** `opencontrail.org/network` on a namespace or pod. */
export function networkAnnotation(who: string, text: string | undefined, tracked: Tracked): readonly ObjectCondition[] {
  if (text === undefined) return NONE;
  const reading = parseNetworkName(text);
  if (reading.kind === 'malformed')
    return [
      condition(
        'error',
        'Malformed',
        'NetworkAnnotationMalformed',
        `Annotation ${NETWORK} of ${who} cannot be read: ${reading.message}.`,
      ),
    ];
  return namedNetwork(who, reading.fqName, tracked);
}

/** A network that an annotation names. */
export function namedNetwork(who: string, fqName: FqName, tracked: Tracked): readonly ObjectCondition[] {
  const [found] = tracked.lookup(byFqName('virtual-network'), fqName);
  if (found !== undefined) return NONE;
  return [
    condition(
      'error',
      'DanglingReference',
      'NetworkNotFound',
      `Virtual network ${formatFqName(fqName)} is wanted by ${who} but does not exist. Create it under ` +
        'Overlay > Virtual Networks, or correct the annotation.',
      [unknownObject('virtual-network', fqName)],
    ),
  ];
}
