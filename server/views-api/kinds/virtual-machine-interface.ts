import { nameOfObject } from '../shared/conditions.ts';
import { addressesOfPort, firstRef, linkByUuid, podOfPort } from '../shared/links.ts';
import { dotted, node, type ShownKind } from './shown-kind.ts';

/** A port is its pod's, and goes with it. */
export const shownVirtualMachineInterface: ShownKind<'virtual-machine-interface'> = {
  label: (read, port) => podOfPort(read, port)?.name,
  detail(read, port) {
    const network = firstRef(port, 'virtual-network');
    return dotted(
      podOfPort(read, port)?.key,
      addressesOfPort(read, port.uuid).join(', '),
      network === undefined ? undefined : linkByUuid(read, 'virtual-network', network).name,
    );
  },
  blocker({ read }, port) {
    const owner = podOfPort(read, port);
    return owner === undefined
      ? node(port.type, port.uuid, nameOfObject(read, port.type, port.uuid), 'port', 'blocks')
      : node(
          port.type,
          port.uuid,
          `port of ${owner.name}`,
          `pod in ${owner.namespace ?? ''}`,
          'blocks',
          [],
          `Delete pod ${owner.key}, then this can go`,
        );
  },
};
