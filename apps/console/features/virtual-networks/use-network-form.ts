import type { FormState } from '../../ui/use-form-state.ts';
import { countBySection, type SystemNumbers } from './form-checks.ts';
import { changesOf } from './form-digest.ts';
import type { NetworkForm } from './form-model.ts';

/** Route targets are validated as they are put in. */
export const SAID_AT_ONCE = ['both', 'imports', 'exports'] as const;

/** How many changes a save would make, line by line. */
export const changeIds = (form: NetworkForm, was: NetworkForm): readonly string[] =>
  changesOf(form, was).map(({ id }) => id);

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
