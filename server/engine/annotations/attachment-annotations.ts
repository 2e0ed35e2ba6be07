/**
 * The network that a network attachment definition requests: a new virtual network for a CIDR, or an existing virtual
 * network. A CIDR is used only if no network is named.
 */

import type { FqName } from '../../model/naming/fq-name.ts';
import { formatPrefix, parsePrefix, type Prefix } from '../../model/net/prefix.ts';
import { CIDR, NETWORK, type KeyValues } from './annotation-keys.ts';
import { parseNetworkName } from './dict-string.ts';
import { readFabricOptions } from './namespace-annotations.ts';

export type AttachmentRequest =
  | {
      readonly kind: 'new-network';
      readonly prefix: Prefix;
      readonly fabricForwarding: boolean;
      readonly fabricSnat: boolean;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'existing-network'; readonly network: FqName; readonly warnings: readonly string[] }
  /** Neither annotation is present: nothing is created. */
  | { readonly kind: 'nothing' }
  /** `warning` names the annotation in any case, `message` only where it would not be clear without. */
  | { readonly kind: 'malformed'; readonly annotation: string; readonly message: string; readonly warning: string };

export function readAttachmentRequest(annotations: KeyValues): AttachmentRequest {
  const network = annotations?.[NETWORK];
  const cidr = annotations?.[CIDR];
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
  if (cidr === undefined) return { kind: 'nothing' };
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
  const fabric = readFabricOptions(annotations);
  return {
    kind: 'new-network',
    prefix,
    fabricForwarding: fabric.forwarding === 'on',
    fabricSnat: fabric.snat === 'on',
    warnings,
  };
}
