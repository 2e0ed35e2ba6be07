/**
 * The network that a network attachment definition requests: a new virtual network for a CIDR, or an existing virtual
 * network. A CIDR is used only if no network is named.
 *
 * These annotations are interpreted only here, once for each version of a definition: its rules, warnings,
 * kube-manager, conditions and tables all use the same value.
 */

import type { FqName } from '../../model/naming/fq-name.ts';
import { formatPrefix, parsePrefix, type Prefix } from '../../model/net/prefix.ts';
import { CIDR, IP_FABRIC_FORWARDING, IP_FABRIC_SNAT, NETWORK, type KeyValues } from './annotation-keys.ts';
import { parseNetworkName } from './dict-string.ts';
import { readFabricOptions, type FabricOption } from './namespace-annotations.ts';

export type AttachmentRequest =
  | {
      readonly kind: 'new-network';
      readonly prefix: Prefix;
      /** `inherit`: neither is asked for, and what an operator set by hand stays. */
      readonly fabric: { readonly forwarding: FabricOption; readonly snat: FabricOption };
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'existing-network'; readonly network: FqName; readonly warnings: readonly string[] }
  /** Neither annotation is present: nothing is created. */
  | { readonly kind: 'nothing' }
  /** `warning` names the annotation in any case, `message` only where it would not be clear without. */
  | { readonly kind: 'malformed'; readonly annotation: string; readonly message: string; readonly warning: string };

/** The annotations that are read. */
const READ = [NETWORK, CIDR, IP_FABRIC_FORWARDING, IP_FABRIC_SNAT];
const NOTHING: AttachmentRequest = { kind: 'nothing' };
/** The requests of objects' annotations, each with the texts that it was read from. */
const readings = new WeakMap<
  NonNullable<KeyValues>,
  { readonly texts: readonly (string | undefined)[]; readonly request: AttachmentRequest }
>();

/** The same value as long as the annotations are the same. */
export function readAttachmentRequest(annotations: KeyValues): AttachmentRequest {
  if (annotations === undefined) return NOTHING;
  const texts = READ.map((key) => annotations[key]);
  const known = readings.get(annotations);
  if (known?.texts.every((text, at) => text === texts[at]) === true) return known.request;
  const request = requestIn(annotations);
  readings.set(annotations, { texts, request });
  return request;
}

/** Whether it names an existing network, readable or not: then none is made for it. */
export function namesNetwork(request: AttachmentRequest): boolean {
  return request.kind === 'existing-network' || (request.kind === 'malformed' && request.annotation === NETWORK);
}

/** Accepted values that have no effect; `before` is what the definition asked for until now. */
export function attachmentWarnings(request: AttachmentRequest, before: AttachmentRequest): readonly string[] {
  if (request.kind === 'malformed') return [request.warning];
  if (request.kind === 'nothing') return [];
  if (request.kind !== 'new-network' || before.kind !== 'new-network') return request.warnings;
  const [was, is] = [formatPrefix(before.prefix), formatPrefix(request.prefix)];
  if (was === is) return request.warnings;
  return [
    ...request.warnings,
    `Annotation ${CIDR} was ${was} and is now ${is}: its virtual network takes the new subnet as soon as no pod and ` +
      'no floating IP has an address of the old one.',
  ];
}

function requestIn(annotations: NonNullable<KeyValues>): AttachmentRequest {
  const network = annotations[NETWORK];
  const cidr = annotations[CIDR];
  if (network !== undefined) {
    const reading = parseNetworkName(network);
    if (reading.kind === 'malformed') {
      const { message } = reading;
      return {
        kind: 'malformed',
        annotation: NETWORK,
        message,
        warning: `metadata.annotations[${NETWORK}]: ${message}`,
      };
    }
    const warnings =
      cidr === undefined ? [] : [`Annotation ${CIDR} is ignored because ${NETWORK} names an existing virtual network.`];
    return { kind: 'existing-network', network: reading.fqName, warnings };
  }
  if (cidr === undefined) return NOTHING;
  return newNetwork(cidr, annotations);
}

function newNetwork(cidr: string, annotations: KeyValues): AttachmentRequest {
  const several = cidr.split(',').map((part) => parsePrefix(part.trim(), 'mask'));
  if (several.length > 1 && several.every((part) => part !== undefined)) {
    const message =
      `Annotation ${CIDR} is "${cidr}": it takes one prefix. To have both families, create a virtual network with ` +
      `both subnets under Overlay > Virtual Networks and name it in the annotation ${NETWORK}.`;
    return { kind: 'malformed', annotation: CIDR, message, warning: message };
  }
  const prefix = parsePrefix(cidr.trim(), 'mask');
  if (prefix === undefined) {
    const message = `Annotation ${CIDR} is "${cidr}": write one prefix, as "101.101.101.0/24" or "fd00:101::/64".`;
    return { kind: 'malformed', annotation: CIDR, message, warning: message };
  }
  const hosts = prefix.length > (prefix.address.family === 4 ? 29 : 125);
  if (hosts) {
    const message =
      `Annotation ${CIDR} is "${cidr}": too small, as four addresses are set aside; write a ` +
      `/${prefix.address.family === 4 ? 29 : 125} or larger.`;
    return { kind: 'malformed', annotation: CIDR, message, warning: message };
  }
  const text = formatPrefix(prefix);
  const warnings =
    parsePrefix(cidr.trim()) === undefined ? [`Annotation ${CIDR} is "${cidr}": taken for ${text}.`] : [];
  return { kind: 'new-network', prefix, fabric: readFabricOptions(annotations), warnings };
}
