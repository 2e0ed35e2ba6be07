import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { ButtonLink } from '../../ui/button.tsx';
import type { TableRow } from '../../ui/data-table/types.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ObjectTable, type List, type ObjectTableProps } from './object-table.tsx';
import { RestButton } from './rest-drawer.tsx';
import type { WrittenForm } from './text-drawer.tsx';

/** A list page: title, shell commands for the same list, Create, and the table. */
export function ListPage<Row extends TableRow>({
  title,
  create,
  above,
  list,
  ...table
}: ObjectTableProps<Row> & {
  title: string;
  /** The page that creates an object. */
  create: string;
  /** Between title and table. */
  above?: ReactNode;
  list: List<Row> & { readonly forms: readonly WrittenForm[] };
}) {
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <>
            <RestButton forms={list.forms} note={`The same ${table.nouns[1]} in a shell, and what this list reads.`} />
            <ButtonLink kind="primary" icon={<Plus className="small" />} to={create}>
              Create
            </ButtonLink>
          </>
        }
      />
      {above}
      <ObjectTable list={list} {...table} />
    </>
  );
}
