/** Every endpoint of the views, by the name under which server and clients know it. */

import { BGP } from './bgp.ts';
import { GATEWAYS } from './gateways.ts';
import { OBJECTS } from './objects.ts';
import { OVERVIEW } from './overview.ts';
import { POOLS } from './pools.ts';
import { LISTS } from './tables.ts';
import { VRFS } from './vrfs.ts';

export const VIEWS = { ...LISTS, ...OVERVIEW, ...VRFS, ...OBJECTS, ...POOLS, ...BGP, ...GATEWAYS };
