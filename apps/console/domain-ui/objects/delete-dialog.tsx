import type { ReactNode } from 'react';
import type { DependentsTree } from '../../../../server/contract/views/objects.ts';
import { ConfirmDelete, type Dependent as Line } from '../../ui/confirm-delete.tsx';
import { kindIcon } from '../kinds/faces.tsx';
import { consequenceOf, deleteOrder, fateWords, flatten, type DeleteStep } from './dependents.ts';

export type DeleteDialogProps = {
  /** The objects to delete; empty: the dialog is closed. */
  names: readonly string[];
  /** "network", "networks". */
  noun: readonly [one: string, many: string];
  trees: readonly DependentsTree[] | undefined;
  failure: string | undefined;
  busy: boolean;
  onClose: () => void;
  onConfirm: (steps: readonly DeleteStep[]) => void;
};

/**
 * Asks for confirmation before objects are deleted, listing everything that depends on them. Takes the result of
 * `useDeletion` in `data/use-deletion.ts`.
 */
export function DeleteDialog({ names, noun, trees, failure, busy, onClose, onConfirm }: DeleteDialogProps) {
  const steps = trees && deleteOrder(trees);
  const fixes = (trees ?? []).map((tree) => tree.fix).filter((fix) => fix !== undefined);
  const blocked: ReactNode =
    trees && steps === undefined
      ? fixes.length > 0
        ? fixes.map((fix) => (
            <span key={fix} className="block">
              {fix}
            </span>
          ))
        : 'Something that depends on it stands in the way.'
      : undefined;
  const breaks = (trees ?? []).some((tree) => tree.counts.released > 0 || tree.counts.deleted > 1);
  const [first] = names;
  return (
    <ConfirmDelete
      open={names.length > 0}
      onClose={onClose}
      question={names.length === 1 ? `Delete ${first}?` : `Delete ${names.length} ${noun[1]}?`}
      consequence={trees ? consequenceOf(trees) : failure === undefined ? 'Reading what depends on it.' : undefined}
      dependents={
        trees &&
        flatten(trees).map((line): Line =>
          'more' in line
            ? { id: line.id, depth: line.depth, name: `and ${line.more} more`, fate: 'likewise', tone: 'warn' }
            : {
                id: line.id,
                depth: line.depth,
                icon: kindIcon(line.dependent.kind),
                name: line.dependent.name,
                detail: line.dependent.detail || undefined,
                fate:
                  line.dependent.consequence === undefined || line.dependent.fate === 'blocks'
                    ? fateWords[line.dependent.fate].text
                    : `${fateWords[line.dependent.fate].text}, ${line.dependent.consequence}`,
                tone: fateWords[line.dependent.fate].tone,
              },
        )
      }
      blockedBy={blocked}
      typeToConfirm={breaks && names.length === 1 ? first : undefined}
      verb={
        steps && steps.length > 1
          ? `Delete ${steps.length} ${steps.length === names.length ? noun[1] : 'objects'}`
          : `Delete ${noun[0]}`
      }
      busy={busy || trees === undefined}
      failure={failure}
      onConfirm={() => {
        if (steps) onConfirm(steps);
      }}
    />
  );
}
