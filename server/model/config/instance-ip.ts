import type { Json } from '../json.ts';

export interface InstanceIpProps {
  readonly instance_ip_address?: string;
  readonly instance_ip_family?: 'v4' | 'v6';
  readonly instance_ip_mode?: 'active-standby' | 'active-active';
  readonly instance_ip_secondary?: boolean;
  readonly subnet_uuid?: string;
  readonly [other: string]: Json | undefined | object;
}
