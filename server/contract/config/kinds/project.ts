import { z } from 'zod';
import { configShape } from './config-shape.ts';

export const projectShape = configShape('project', {
  properties: z.looseObject({}),
  original: {
    alarm_enable: 'boolean',
    enable_security_policy_draft: 'boolean',
    quota: 'QuotaType',
    vxlan_routing: 'boolean',
  },
});
