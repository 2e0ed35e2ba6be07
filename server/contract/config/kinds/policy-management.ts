import { z } from 'zod';
import { configShape } from './config-shape.ts';

export const policyManagementShape = configShape('policy-management', {
  properties: z.looseObject({}),
  original: {},
});
