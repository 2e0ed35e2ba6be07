/**
 * A network attachment definition that makes no network, takes the name of another, or asks for something else than
 * its network has.
 */

import { NETWORK } from '../../../engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../../../engine/annotations/attachment-annotations.ts';
import { attachmentNetworkFqName } from '../../../engine/naming/kube-names.ts';
import { attachmentCollision } from '../../../engine/naming/network-origin.ts';
import { annotationOf } from '../../../model/config/annotations.ts';
import { subnetText } from '../../../model/config/subnet-prefix.ts';
import type { VirtualNetwork } from '../../../model/config/types.ts';
import type { VnSubnets } from '../../../model/config/virtual-network.ts';
import { kubeKey } from '../../../model/kube/types.ts';
import { formatFqName } from '../../../model/naming/fq-name.ts';
import { formatPrefix, type Prefix } from '../../../model/net/prefix.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { byFqName } from '../../../store/indexes.ts';
import { clusterConfiguration } from '../cluster-configuration.ts';
import { condition, nameOf, NONE, unknownObject, type Evaluate } from './evaluate.ts';
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
  const { names } = clusterConfiguration(tracked);
  const network = attachmentNetworkFqName(names, namespace, name);
  const [found] = tracked.lookup(byFqName('virtual-network'), network);
  const former = request.kind === 'new-network' ? NONE : formerNetwork(key, found?.value);
  switch (request.kind) {
    case 'malformed':
      return [
        condition('error', 'Malformed', 'AnnotationMalformed', `N${who.slice(1)}: ${request.message}`),
        ...former,
      ];
    case 'nothing':
      return [
        ...former,
        condition(
          'info',
          'NotRouted',
          'NoNetworkAsked',
          `N${who.slice(1)} asks for no virtual network: it has neither opencontrail.org/cidr nor ${NETWORK}. ` +
            'Add one of the annotations.',
        ),
      ];
    case 'existing-network':
      return [...warnings, ...namedNetwork(who, request.network, tracked), ...former];
    case 'new-network': {
      const collision = attachmentCollision(names, namespace, name);
      if (collision !== undefined)
        return [...warnings, condition('error', 'NameCollision', 'NetworkNameTaken', collision)];
      if (found !== undefined) return [...warnings, ...differing(key, request.prefix, found.value)];
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

/** A network that was made for the definition, which asks for another or none by now. */
function formerNetwork(key: string, network: VirtualNetwork | undefined): readonly ObjectCondition[] {
  if (network === undefined || annotationOf(network, 'kept') === undefined || !isMadeFor(key, network)) return NONE;
  return [
    condition(
      'warning',
      'Kept',
      'FormerNetworkKept',
      `Network attachment definition ${key} no longer asks for its virtual network ${formatFqName(network.fq_name)}, ` +
        'which is kept while something uses it. Running pods keep their interfaces in it: delete them and its pools, ' +
        'and the network goes.',
      [nameOf(network)],
    ),
  ];
}

/** What the definition's network has, and the definition does not ask for. */
function differing(key: string, prefix: Prefix, network: VirtualNetwork): readonly ObjectCondition[] {
  const who = `Network attachment definition ${key}`;
  const name = formatFqName(network.fq_name);
  if (!isMadeFor(key, network))
    return [
      condition(
        'warning',
        'NameCollision',
        'NetworkOfAnother',
        `${who} uses virtual network ${name}, which was not made for it: kube-manager leaves it as it is. Delete or ` +
          'rename one of them, or name the network in an annotation.',
        [nameOf(network)],
      ),
    ];
  const subnets = (network.refs['network-ipam'] ?? []).flatMap(
    ({ attr }) => (attr as unknown as VnSubnets | null)?.ipam_subnets ?? [],
  );
  const has = subnets.flatMap(({ subnet }) => (subnet === undefined ? [] : subnetText(subnet)));
  const asked = formatPrefix(prefix);
  if (has.includes(asked)) return NONE;
  const edited = (network.refs['network-ipam'] ?? []).some(
    ({ uuid }) => network.owners?.[`refs/network-ipam/${uuid}`] === '',
  );
  return [
    condition(
      'warning',
      'Kept',
      'SubnetDiffers',
      `${who} asks for ${asked}, but its virtual network ${name} has ${has.join(', ') || 'no subnet'}. ` +
        (edited
          ? 'Somebody edited its subnets by hand: let the annotation and the subnets agree.'
          : 'It takes the new subnet as soon as no pod and no floating IP has an address of it: delete those, and ' +
            'they come back with addresses of the new one.'),
      [nameOf(network)],
    ),
  ];
}

function isMadeFor(key: string, network: VirtualNetwork): boolean {
  return (
    annotationOf(network, 'kind') === 'NetworkAttachmentDefinition' &&
    kubeKey(annotationOf(network, 'namespace'), annotationOf(network, 'name') ?? '') === key
  );
}
