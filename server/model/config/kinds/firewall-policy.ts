/** Firewall policies: ordered firewall rules. */

import { HOLDER, PLACE, placePool } from '../firewall.ts';
import type { OpenProps } from '../record.ts';
import { configKind, presentText } from './config-kind.ts';

export const firewallPolicyKind = configKind<'firewall-policy', OpenProps>('firewall-policy')({
  parents: ['policy-management', 'project'],
  refs: ['firewall-rule', 'tag'],
  namedByPrograms: true,
  derivedRefs: true,
  indexes: { holder: ({ allocated }) => presentText(allocated?.[HOLDER]) },
  indexedParts: ['allocated'],
  heldNumbers: ({ allocated }) => [[placePool(String(allocated?.[HOLDER])), allocated?.[PLACE]]],
});
