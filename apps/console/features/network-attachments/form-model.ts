/** A network attachment definition: either a CIDR for a new virtual network, or an existing network. Pure. */

import {
  CIDR,
  IP_FABRIC_FORWARDING,
  IP_FABRIC_SNAT,
  NETWORK,
} from '../../../../server/engine/annotations/annotation-keys.ts';
import { readAttachmentRequest } from '../../../../server/engine/annotations/attachment-annotations.ts';
import { kubeCollection } from '../../data/kube-objects.ts';
import { nameFault } from '../../data/kube-text.ts';
import type { Write } from '../../data/writes.ts';

export type AttachmentForm = {
  namespace: string;
  name: string;
  kind: 'new' | 'existing';
  cidr: string;
  /** Colon-joined name of the network. */
  network: string;
  forwarding: boolean;
  snat: boolean;
};

const CNI_CONFIG = '{ "cniVersion": "0.3.0", "type": "contrail-k8s-cni" }';
export const blank = (namespace: string): AttachmentForm => ({
  namespace,
  name: '',
  kind: 'new',
  cidr: '',
  network: '',
  forwarding: false,
  snat: false,
});

function annotationsOf(form: AttachmentForm): Record<string, string> {
  if (form.kind === 'existing') {
    const [domain = '', project = '', ...name] = form.network.split(':');
    return { [NETWORK]: `{"domain": "${domain}", "project": "${project}", "name": "${name.join(':')}"}` };
  }
  return {
    [CIDR]: form.cidr.trim(),
    ...(form.forwarding ? { [IP_FABRIC_FORWARDING]: 'true' } : {}),
    ...(form.snat ? { [IP_FABRIC_SNAT]: 'true' } : {}),
  };
}

export function faultsOf(form: AttachmentForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const name = nameFault(form.name);
  if (name !== undefined) faults['name'] = name;
  if (form.kind === 'existing') {
    if (form.network === '') faults['network'] = 'Choose a virtual network.';
  } else if (form.cidr.trim() === '') faults['cidr'] = 'CIDR is missing, such as 101.101.101.0/24 or fd00:101::/64.';
  else {
    const request = readAttachmentRequest(annotationsOf(form));
    if (request.kind === 'malformed') faults['cidr'] = request.message;
  }
  return faults;
}

/** Values that the server will interpret differently from what was typed, as `10.1.1.7/24 taken for 10.1.1.0/24`. */
export function warningsOf(form: AttachmentForm): readonly string[] {
  const request =
    form.kind === 'new' && form.cidr.trim() !== '' ? readAttachmentRequest(annotationsOf(form)) : undefined;
  return request !== undefined && 'warnings' in request ? request.warnings : [];
}

export const toObject = (form: AttachmentForm) => ({
  apiVersion: 'k8s.cni.cncf.io/v1',
  kind: 'NetworkAttachmentDefinition',
  metadata: { name: form.name.trim(), namespace: form.namespace, annotations: annotationsOf(form) },
  spec: { config: CNI_CONFIG },
});

export const toCreate = (form: AttachmentForm): Write => ({
  method: 'POST',
  path: kubeCollection('NetworkAttachmentDefinition', form.namespace),
  body: toObject(form),
});

export const problemFields: Readonly<Record<string, string>> = {
  '/metadata/name': 'name',
  '/metadata/namespace': 'namespace',
  '/metadata/annotations': 'cidr',
};
