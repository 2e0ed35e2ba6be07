/** Service groups: protocols and ports that several firewall rules share. */

import { kindOf } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';
import { checkFirewallObject } from './firewall-scope.ts';
import { completeService } from './firewall-service.ts';

export const serviceGroup: ResourceRules<'service-group'> = {
  ...kindOf('service-group'),
  complete(writing) {
    checkFirewallObject(writing);
    const { draft } = writing;
    const list = draft.props.service_group_firewall_service_list;
    if (list?.firewall_service === undefined) return draft;
    const firewall_service = list.firewall_service.map((service, index) =>
      completeService(service, `/service-group/service_group_firewall_service_list/firewall_service/${index}`),
    );
    return { ...draft, props: { ...draft.props, service_group_firewall_service_list: { ...list, firewall_service } } };
  },
};
