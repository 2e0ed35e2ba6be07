import { CopyButton } from '../../ui/copy-button.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';

/** What every object of the config API has: its display name where that is another, its uuid, and its times. */
export const objectFacts = ({
  uuid,
  fq_name,
  display_name,
  id_perms,
}: {
  readonly uuid: string;
  readonly fq_name: readonly string[];
  readonly display_name?: string;
  readonly id_perms?: { readonly created?: string; readonly last_modified?: string };
}): readonly Fact[] => [
  {
    label: 'Display name',
    value: display_name !== undefined && display_name !== fq_name.at(-1) && <CutText text={display_name} />,
  },
  {
    label: 'UUID',
    value: (
      <>
        <span className="wire ellipsis">{uuid}</span>
        <CopyButton value={uuid} name="Copy UUID" />
      </>
    ),
  },
  { label: 'Created', value: id_perms?.created !== undefined && <Moment className="wire" of={id_perms.created} /> },
  {
    label: 'Changed',
    value: id_perms?.last_modified !== undefined && <Moment className="wire" of={id_perms.last_modified} />,
  },
];
