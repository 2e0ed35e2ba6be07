import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';

/** The creator of the network, in words. */
export function originText(origin: VirtualNetworkRow['origin']): string {
  switch (origin.kind) {
    case 'nad':
      return `From NetworkAttachmentDefinition ${origin.link?.name ?? ''}`;
    case 'namespace':
      return `Of isolated namespace ${origin.link?.name ?? ''}`;
    case 'cluster':
      return 'Of the cluster';
    case 'system':
      return 'System network';
    case 'operator':
      return 'Made by an operator';
  }
}
