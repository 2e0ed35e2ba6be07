/**
 * Events: what components tell of objects. One with `eventTime` is checked as by events.k8s.io, others as by core/v1
 * (`legacyValidateEvent` of Kubernetes). The size is limited, because anybody may tell something.
 */

import { labelKeyFaults } from '../../engine/validation/kube-name.ts';
import { invalidValue, required } from '../causes.ts';
import { childIf, text, type Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import type { KindRules } from './kind-rules.ts';

/** Characters of an event as JSON. */
const LONGEST = 16 * 1024;
/** Characters of a message, and of the words beside it. */
const LONGEST_MESSAGE = 1024;
const LONGEST_WORD = 128;
/** Events about cluster-wide objects are in one of these namespaces. */
const OF_CLUSTER: readonly string[] = ['default', 'kube-system'];
const TIMES = ['firstTimestamp', 'lastTimestamp', 'eventTime'] as const;

export const eventRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults(object) {
    object['involvedObject'] ??= {};
    object['source'] ??= {};
    for (const time of TIMES) object[time] ??= null;
    object['reportingComponent'] ??= '';
    object['reportingInstance'] ??= '';
  },
  causes(object) {
    const causes = aboutCauses(object);
    if (typeof object['eventTime'] === 'string') causes.push(...wordCauses(object));
    if (JSON.stringify(object).length > LONGEST) causes.push(tooLong('', LONGEST, 'characters'));
    return causes;
  },
};

/** The event and its object are in one namespace. */
function aboutCauses(object: Draft): Cause[] {
  const namespace = text(childIf(object, 'metadata'), 'namespace') ?? '';
  const its = text(childIf(object, 'involvedObject'), 'namespace') ?? '';
  if (its === namespace || (its === '' && OF_CLUSTER.includes(namespace))) return [];
  return [invalidValue('involvedObject.namespace', its, 'does not match event.namespace')];
}

function wordCauses(object: Draft): Cause[] {
  const causes: Cause[] = [];
  for (const field of ['reportingComponent', 'reportingInstance', 'action', 'reason']) {
    const word = text(object, field) ?? '';
    if (word === '') causes.push(required(field, ''));
    else if (word.length > LONGEST_WORD) causes.push(tooLong(field, LONGEST_WORD));
    else if (field === 'reportingComponent')
      causes.push(...labelKeyFaults(word).map(({ sentence }) => invalidValue(field, word, sentence)));
  }
  if ((text(object, 'message') ?? '').length > LONGEST_MESSAGE) causes.push(tooLong('message', LONGEST_MESSAGE));
  return causes;
}

function tooLong(field: string, most: number, unit = 'bytes'): Cause {
  return { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${most} ${unit}`, field };
}
