/** Bodies of load balancers, their listeners, pools, members and health monitors. */

import { z } from 'zod';
import { LOADBALANCER_PROTOCOLS } from '../../model/config/loadbalancer.ts';
import { parseAddress } from '../../model/net/address.ts';
import { flag, ipAddress, oneOf, port, text, uuid, whole } from './fields.ts';

const protocol = oneOf('Protocol', LOADBALANCER_PROTOCOLS);
const addressOrNone = text('Address').refine(
  (value) => value === '' || parseAddress(value) !== undefined,
  'must be an IP address, or empty',
);
const COUNT = 2_147_483_647;

export const loadbalancer = z.looseObject({
  loadbalancer_provider: text('Provider').optional(),
  loadbalancer_properties: z
    .looseObject({
      provisioning_status: text('Provisioning status').optional(),
      operating_status: text('Operating status').optional(),
      vip_subnet_id: uuid.optional(),
      vip_address: ipAddress.optional(),
      admin_state: flag('Admin state').optional(),
    })
    .optional(),
});

export const loadbalancerListener = z.looseObject({
  loadbalancer_listener_properties: z
    .looseObject({
      protocol: protocol.optional(),
      protocol_port: port.optional(),
      admin_state: flag('Admin state').optional(),
      connection_limit: whole('Connection limit', -1, COUNT).optional(),
    })
    .optional(),
});

export const loadbalancerPool = z.looseObject({
  loadbalancer_pool_provider: text('Provider').optional(),
  loadbalancer_pool_properties: z
    .looseObject({
      protocol: protocol.optional(),
      loadbalancer_method: oneOf('Method', ['ROUND_ROBIN', 'LEAST_CONNECTIONS', 'SOURCE_IP']).optional(),
      session_persistence: oneOf('Session persistence', ['SOURCE_IP', 'HTTP_COOKIE', 'APP_COOKIE']).optional(),
      admin_state: flag('Admin state').optional(),
    })
    .optional(),
});

export const loadbalancerMember = z.looseObject({
  loadbalancer_member_properties: z
    .looseObject({
      address: addressOrNone.optional(),
      protocol_port: port.optional(),
      weight: whole('Weight', 0, COUNT).optional(),
      admin_state: flag('Admin state').optional(),
    })
    .optional(),
});

export const loadbalancerHealthmonitor = z.looseObject({
  loadbalancer_healthmonitor_properties: z
    .looseObject({
      monitor_type: oneOf('Type', ['PING', 'TCP', 'HTTP', 'HTTPS']).optional(),
      delay: whole('Delay', 0, COUNT, 'seconds').optional(),
      timeout: whole('Timeout', 0, COUNT, 'seconds').optional(),
      max_retries: whole('Retries', 0, COUNT).optional(),
      admin_state: flag('Admin state').optional(),
    })
    .optional(),
});
