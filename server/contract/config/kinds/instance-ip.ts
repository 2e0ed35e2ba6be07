import { instanceIp } from '../workload.ts';
import { configShape } from './config-shape.ts';

export const instanceIpShape = configShape('instance-ip', {
  properties: instanceIp,
  original: {
    instance_ip_address: 'string',
    instance_ip_family: 'string',
    instance_ip_local_ip: 'boolean',
    instance_ip_mode: 'string',
    instance_ip_secondary: 'boolean',
    instance_ip_subnet: 'SubnetType',
    instance_ip_subscriber_tag: 'string',
    secondary_ip_tracking_ip: 'SubnetType',
    service_health_check_ip: 'boolean',
    service_instance_ip: 'boolean',
    subnet_uuid: 'string',
  },
});
