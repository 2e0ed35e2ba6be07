import { loadbalancerMember } from '../loadbalancer.ts';
import { configShape } from './config-shape.ts';

export const loadbalancerMemberShape = configShape('loadbalancer-member', {
  properties: loadbalancerMember,
  original: { loadbalancer_member_properties: 'LoadbalancerMemberType' },
});
