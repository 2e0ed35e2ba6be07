/** A network attachment definition that makes no network, or takes the name of another. */

import { NETWORK } from '../../../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../../engine/naming/kube-names.ts';
import { attachmentCollision } from '../../../engine/naming/network-origin.ts';
import { formatFqName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { byFqName } from '../../../store/indexes.ts';
import { clusterConfiguration } from '../cluster-configuration.ts';
import { condition, NONE, unknownObject, type Evaluate } from './evaluate.ts';
import { namedNetwork } from './namespace.ts';

export const attachmentConditions: Evaluate = (key, tracked) => {
  const attachment = tracked.read.get('kube/NetworkAttachmentDefinition', key)?.value;
  if (attachment === undefined) return NONE;
  const { name, namespace = 'default', annotations } = attachment.metadata;
  const who = `network attachment definition ${key}`;
  const request = readAttachmentRequest(annotations);
  const warnings =
    'warnings' in request
      ? request.warnings.map((warning): ObjectCondition =>
          condition('warning', 'Malformed', 'AnnotationIgnored', `N${who.slice(1)}: ${warning}`),
        )
      : [];
  switch (request.kind) {
    case 'malformed':
      return [condition('error', 'Malformed', 'AnnotationMalformed', `N${who.slice(1)}: ${request.message}`)];
    case 'nothing':
      return [
        condition(
          'info',
          'NotRouted',
          'NoNetworkAsked',
          `N${who.slice(1)} asks for no virtual network: it has neither opencontrail.org/cidr nor ${NETWORK}. ` +
            'Add one of the annotations.',
        ),
      ];
    case 'existing-network':
      return [...warnings, ...namedNetwork(who, request.network, tracked)];
    case 'new-network': {
      const { names } = clusterConfiguration(tracked);
      const collision = attachmentCollision(names, namespace, name);
      if (collision !== undefined)
        return [...warnings, condition('error', 'NameCollision', 'NetworkNameTaken', collision)];
      const network = attachmentNetworkFqName(names, namespace, name);
      const [found] = tracked.lookup(byFqName('virtual-network'), network);
      if (found !== undefined) return warnings;
      return [
        ...warnings,
        condition(
          'warning',
          'DanglingReference',
          'NetworkNotMade',
          `N${who.slice(1)}: its virtual network ${formatFqName(network)} does not exist yet. kube-manager makes ` +
            `it as soon as the project of namespace ${namespace} is there.`,
          [unknownObject('virtual-network', network)],
        ),
      ];
    }
    default:
      throw new Error(`BUG: unknown request ${String(request satisfies never)}`);
  }
};
