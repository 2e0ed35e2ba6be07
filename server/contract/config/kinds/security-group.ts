import { securityGroup } from '../policy.ts';
import { configShape } from './config-shape.ts';

export const securityGroupShape = configShape('security-group', {
  properties: securityGroup,
  original: {
    configured_security_group_id: 'integer',
    security_group_entries: 'PolicyEntriesType',
    security_group_id: 'integer',
  },
});
