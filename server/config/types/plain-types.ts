/** Types without rules beyond their place: containers, and objects that the system makes. */

import { asnFault } from '../../engine/validation/asn.ts';
import { isFault } from '../../engine/validation/fault.ts';
import { routeTargetIn } from '../../engine/validation/route-target.ts';
import { isTwoByteAsn } from '../../model/bgp/asn.ts';
import { formatRouteTarget } from '../../model/bgp/route-target.ts';
import { kindOf } from '../../model/config/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { forbidden, invalidBy, invalidField, refuse } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';
import { fourByteAsnEnabled } from '../system-settings.ts';

const madeBySystem =
  (
    what: string,
    edit: string,
  ): ((writing: { readonly draft: { readonly system?: boolean; readonly fq_name: readonly string[] } }) => void) =>
  ({ draft }) => {
    if (draft.system !== true)
      throw forbidden(`${what} ${formatFqName(draft.fq_name)} is made by the system; edit ${edit} instead`);
  };

const routingInstanceCheck = madeBySystem('routing-instance', 'the route targets and policies of its virtual-network');
const accessListCheck = madeBySystem('access-control-list', 'the network-policy or security-group');

export const domain: ResourceRules<'domain'> = kindOf('domain');

export const routingInstance: ResourceRules<'routing-instance'> = {
  ...kindOf('routing-instance'),
  complete: (writing) => {
    routingInstanceCheck(writing);
    return writing.draft;
  },
};

export const accessControlList: ResourceRules<'access-control-list'> = {
  ...kindOf('access-control-list'),
  complete: (writing) => {
    accessListCheck(writing);
    return writing.draft;
  },
};

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

export const policyManagement: ResourceRules<'policy-management'> = {
  ...kindOf('policy-management'),
};

export const applicationPolicySet: ResourceRules<'application-policy-set'> = {
  ...kindOf('application-policy-set'),
};
