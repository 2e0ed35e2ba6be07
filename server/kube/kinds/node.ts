/** Nodes: created by the lab, with their status; the name is the compute node's host name. */

import { child } from '../draft.ts';
import type { KindRules } from './kind-rules.ts';

export const nodeRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults(object) {
    child(object, 'spec');
  },
  prepareCreate(_context, object) {
    child(object, 'status');
  },
  causes: () => [],
};
