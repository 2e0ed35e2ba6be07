import { globalAsnOf } from '../../../server/model/config/global.ts';
import type { WireObject } from './config-objects.ts';
import { picked, reading } from './reading.ts';

/** Global settings: the autonomous system number and its width. */
export const systemConfigQuery = picked(
  reading<{ 'global-system-configs': readonly { 'global-system-config': WireObject<'global-system-config'> }[] }>(
    '/config/global-system-configs?detail=true',
    ['global-system-config'],
  ),
  (answer) => {
    const found = answer['global-system-configs'][0]?.['global-system-config'];
    return { asn: globalAsnOf(found), fourByte: found?.enable_4byte_as === true };
  },
);
