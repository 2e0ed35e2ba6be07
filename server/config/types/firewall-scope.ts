/** What the types of the firewall family have in common: their scope, and what only the system sets. */

import type { ConfigType } from '../../model/config/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { invalidField } from '../problems.ts';
import { findObject } from '../records.ts';
import { pointerTo } from '../references.ts';
import type { RecordOf, Writing } from '../rules.ts';

type FirewallType = 'application-policy-set' | 'firewall-policy' | 'firewall-rule' | 'address-group' | 'service-group';

/** `firewall-policy` → `Firewall Policy`, as in texts of the config API. */
const titleOf = (type: ConfigType): string =>
  type
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/**
 * Refuses a changed `draft_mode_state`, and references of a global object (a child of a global policy management) to
 * those of a project.
 */
export function checkFirewallObject<T extends FirewallType>(
  { context, draft, before }: Writing<T>,
  targets: readonly ConfigType[] = [],
): void {
  const state = (record: RecordOf<T> | undefined): unknown =>
    (record?.props as { readonly draft_mode_state?: unknown } | undefined)?.draft_mode_state;
  if (state(draft) !== state(before))
    throw invalidField(
      `/${draft.type}/draft_mode_state`,
      "Security resource property 'draft_mode_state' is only readable",
    );
  if (draft.fq_name.length !== 2) return;
  for (const target of targets) {
    if (draft.refs[target] === before?.refs[target]) continue;
    (draft.refs[target] ?? []).forEach(({ uuid }, index) => {
      const found = findObject(context.transaction, target, uuid);
      if (found === undefined || found.fq_name.length === 2) return;
      throw invalidField(
        `${pointerTo(draft.type, target)}/${index}`,
        `Global ${titleOf(draft.type)} ${formatFqName(draft.fq_name)} (${draft.uuid}) cannot reference a scoped ` +
          `${titleOf(target)} ${formatFqName(found.fq_name)} (${uuid})`,
      );
    });
  }
}
