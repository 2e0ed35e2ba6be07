import { Trash2 } from 'lucide-react';

/**
 * The action of a page's menu or a row that asks before it deletes; `blocked` says why that is impossible, in a
 * sentence.
 */
export const deleteEntry = (run: () => void, blocked?: string) => ({
  id: 'delete',
  label: 'Delete',
  icon: <Trash2 className="small" />,
  danger: true,
  blocked,
  run,
});
