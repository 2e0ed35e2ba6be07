import { serviceGroup } from '../firewall.ts';
import { configShape } from './config-shape.ts';

export const serviceGroupShape = configShape('service-group', {
  properties: serviceGroup,
  original: {
    service_group_firewall_service_list: 'FirewallServiceGroupType',
    draft_mode_state: 'string=created|updated|deleted',
  },
});
