import { addressGroup } from '../firewall.ts';
import { configShape } from './config-shape.ts';

export const addressGroupShape = configShape('address-group', {
  properties: addressGroup,
  original: { address_group_prefix: 'SubnetListType', draft_mode_state: 'string=created|updated|deleted' },
});
