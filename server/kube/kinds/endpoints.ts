/** Endpoints: the addresses and ports behind the Service of the same name. */

import { required } from '../causes.ts';
import { fill, items, text, type Draft } from '../draft.ts';
import {
  endpointAddressCauses,
  endpointPlaceCauses,
  endpointPortCauses,
  portNumberCauses,
} from '../endpoint-causes.ts';
import type { Cause } from '../kube-problem.ts';
import { nameCauses } from '../names.ts';
import type { KindRules } from './kind-rules.ts';

const ADDRESS_TEXT = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

export const endpointsRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults(object) {
    for (const subset of items(object, 'subsets'))
      for (const port of items(subset, 'ports')) fill(port, { protocol: 'TCP' });
  },
  causes: (object) => items(object, 'subsets').flatMap((subset, index) => subsetCauses(`subsets[${index}]`, subset)),
};

function subsetCauses(at: string, subset: Draft): Cause[] {
  const causes: Cause[] = [];
  const [ready, waiting] = [items(subset, 'addresses'), items(subset, 'notReadyAddresses')];
  if (ready.length === 0 && waiting.length === 0)
    causes.push(required(at, 'must specify `addresses` or `notReadyAddresses`'));
  ready.forEach((address, index) => causes.push(...addressCauses(`${at}.addresses[${index}]`, address)));
  waiting.forEach((address, index) => causes.push(...addressCauses(`${at}.notReadyAddresses[${index}]`, address)));
  const ports = items(subset, 'ports');
  ports.forEach((port, index) => causes.push(...portCauses(`${at}.ports[${index}]`, port, ports.length > 1)));
  return causes;
}

function addressCauses(at: string, address: Draft): Cause[] {
  return [
    ...endpointAddressCauses(`${at}.ip`, text(address, 'ip') ?? '', ADDRESS_TEXT, undefined),
    ...endpointPlaceCauses(at, address),
  ];
}

function portCauses(at: string, port: Draft, named: boolean): Cause[] {
  const name = text(port, 'name') ?? '';
  const ofName = name === '' ? (named ? [required(`${at}.name`)] : []) : nameCauses(`${at}.name`, name, 'label');
  return [...ofName, ...portNumberCauses(`${at}.port`, port['port']), ...endpointPortCauses(at, port)];
}
