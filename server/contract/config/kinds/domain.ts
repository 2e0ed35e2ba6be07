import { z } from 'zod';
import { configShape } from './config-shape.ts';

export const domainShape = configShape('domain', {
  properties: z.looseObject({}),
  original: { domain_limits: 'DomainLimitsType' },
});
