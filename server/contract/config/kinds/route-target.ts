import { z } from 'zod';
import { configShape } from './config-shape.ts';

export const routeTargetShape = configShape('route-target', {
  properties: z.looseObject({}),
  original: {},
});
