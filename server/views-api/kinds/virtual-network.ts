import { projectName } from '../shared/links.ts';
import { cidrOf, subnetsOf } from '../shared/subnets.ts';
import { dotted, type ShownKind } from './shown-kind.ts';

export const shownVirtualNetwork: ShownKind<'virtual-network'> = {
  detail: (read, network) =>
    dotted(
      projectName(network),
      subnetsOf(read, network)
        .map(({ subnet }) => cidrOf(subnet))
        .join(', '),
    ),
};
