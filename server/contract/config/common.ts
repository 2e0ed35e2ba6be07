/** Members that any config object may have in a request body, besides its own properties. */

import { z } from 'zod';
import { flag, keyValuePairs, text, uuid, whole } from './fields.ts';

const access = whole('Access', 0, 7);

/** Access bits: read 4, write 2, refer 1. */
export const perms2 = z.looseObject({
  owner: text('Owner').optional(),
  owner_access: access.optional(),
  global_access: access.optional(),
  share: z.array(z.looseObject({ tenant: text('Tenant'), tenant_access: access })).optional(),
});

export const commonFields = z.looseObject({
  uuid: uuid.optional(),
  fq_name: z.array(text('Each part of fq_name')).optional(),
  parent_type: text('parent_type').optional(),
  parent_uuid: uuid.optional(),
  display_name: text('Display name').optional(),
  annotations: keyValuePairs.optional(),
  perms2: perms2.optional(),
  id_perms: z
    .looseObject({
      enable: flag('enable').optional(),
      description: text('description').optional(),
      user_visible: flag('user_visible').optional(),
      creator: text('creator').optional(),
    })
    .optional(),
});

/** An entry of `<type>_refs`: the target by uuid or by name. */
export const reference = z
  .looseObject({ uuid: uuid.optional(), to: z.array(z.string()).optional() })
  .refine(
    (ref) => ref.uuid !== undefined || ref.to !== undefined,
    'A reference needs the uuid of its target, or its name in "to"',
  );
