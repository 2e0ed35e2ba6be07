import type { FormState } from '../../ui/use-form-state.ts';
import { countBySection, type SystemNumbers } from './form-checks.ts';
import { changesOf } from './form-digest.ts';
import type { NetworkForm } from './form-model.ts';

/** Route targets are validated as they are put in. */
export const SAID_AT_ONCE = ['both', 'imports', 'exports'] as const;

/** The changed fields as users count them: a list of route targets is one, each subnet and each new pool is one. */
export const changedFields = (form: NetworkForm, was: NetworkForm): readonly string[] => [
  ...new Set(changesOf(form, was).map(({ id, field }) => field ?? id)),
];

export type FormControl = ReturnType<typeof networkControl>;

/** What the sections of the network form need. */
export function networkControl(state: FormState<NetworkForm>, numbers: SystemNumbers, editing: boolean) {
  return {
    ...state,
    changes: changesOf(state.form, state.was),
    counts: countBySection(state.shown),
    editing,
    numbers,
  };
}
