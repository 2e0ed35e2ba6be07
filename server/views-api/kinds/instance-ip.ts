import { firstRef, linkByUuid, podOfPort } from '../shared/links.ts';
import { dotted, type ShownKind } from './shown-kind.ts';

/** An address goes with its port. */
export const shownInstanceIp: ShownKind<'instance-ip'> = {
  detail(read, address) {
    const port = firstRef(address, 'virtual-machine-interface');
    const found = port === undefined ? undefined : read.get('virtual-machine-interface', port)?.value;
    const network = firstRef(address, 'virtual-network');
    return dotted(
      found === undefined ? undefined : podOfPort(read, found)?.key,
      network === undefined ? undefined : linkByUuid(read, 'virtual-network', network).name,
    );
  },
  goesWith: (address) => firstRef(address, 'virtual-machine-interface'),
};
