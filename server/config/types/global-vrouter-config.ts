/** Settings of all compute nodes. */

import { kindOf } from '../../model/config/types.ts';
import { invalidField } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';

const ENCAPSULATIONS = ['MPLSoUDP', 'MPLSoGRE', 'VXLAN'];
const MODES = ['automatic', 'configured'];

export const globalVrouterConfig: ResourceRules<'global-vrouter-config'> = {
  ...kindOf('global-vrouter-config'),
  complete({ draft }) {
    const given = draft.props.encapsulation_priorities?.encapsulation ?? ENCAPSULATIONS;
    given.forEach((each, index) => {
      if (!ENCAPSULATIONS.includes(each))
        throw invalidField(
          `/global-vrouter-config/encapsulation_priorities/encapsulation/${index}`,
          `Encapsulation "${each}" is none of ${ENCAPSULATIONS.join(', ')}`,
        );
    });
    const mode = draft.props.vxlan_network_identifier_mode ?? 'automatic';
    if (!MODES.includes(mode))
      throw invalidField(
        '/global-vrouter-config/vxlan_network_identifier_mode',
        `vxlan_network_identifier_mode "${mode}" is none of ${MODES.join(', ')}`,
      );
    return {
      ...draft,
      props: {
        ...draft.props,
        encapsulation_priorities: { encapsulation: [...new Set(given)] },
        vxlan_network_identifier_mode: mode,
      },
    };
  },
};
