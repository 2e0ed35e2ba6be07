/** Route targets: written in canonical form, with an ASN that may be used. */

import { asnFault } from '../../engine/validation/asn.ts';
import { isFault } from '../../engine/validation/fault.ts';
import { routeTargetIn } from '../../engine/validation/route-target.ts';
import { isTwoByteAsn } from '../../model/bgp/asn.ts';
import { formatRouteTarget } from '../../model/bgp/route-target.ts';
import { kindOf } from '../../model/config/types.ts';
import { invalidBy, invalidField, refuse } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';
import { fourByteAsnEnabled } from '../system-settings.ts';

export const routeTarget: ResourceRules<'route-target'> = {
  ...kindOf('route-target'),
  complete({ context, draft, before }) {
    const read = routeTargetIn(draft.fq_name[0]!);
    if (isFault(read)) throw invalidBy('/route-target/fq_name', read);
    const canonical = formatRouteTarget(read);
    if (canonical !== draft.fq_name[0])
      throw invalidField(
        '/route-target/fq_name',
        `Route target ${draft.fq_name[0]} is written ${canonical}`,
        canonical,
      );
    if (before === undefined && read.type !== 1 && !isTwoByteAsn(read.administrator))
      refuse('/route-target/fq_name', asnFault(read.administrator, fourByteAsnEnabled(context.transaction)));
    return draft;
  },
};
