import { floatingIp } from '../floating-ip.ts';
import { configShape } from './config-shape.ts';

export const floatingIpShape = configShape('floating-ip', {
  properties: floatingIp,
  original: {
    floating_ip_address: 'string',
    floating_ip_address_family: 'string',
    floating_ip_fixed_ip_address: 'string',
    floating_ip_is_virtual_ip: 'boolean',
    floating_ip_port_mappings: 'PortMappings',
    floating_ip_port_mappings_enable: 'boolean',
    floating_ip_traffic_direction: 'string',
  },
});
