import { routeTable } from '../route-table.ts';
import { configShape } from './config-shape.ts';

export const routeTableShape = configShape('route-table', {
  properties: routeTable,
  original: { routes: 'RouteTableType' },
});
