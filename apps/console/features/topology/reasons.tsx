import type { PictureNode } from '../../../../server/model/oper/topology-picture.ts';
import { Note } from '../../ui/note.tsx';

/** What is wrong with a node or a connection. */
export function Reasons({ health, reasons }: Pick<PictureNode, 'health' | 'reasons'>) {
  if (reasons.length === 0) return null;
  return (
    <div className="topo-reasons">
      {reasons.map((reason) => (
        <Note key={reason} tone={health === 'bad' ? 'bad' : health === 'warn' ? 'warn' : 'info'}>
          {reason}
        </Note>
      ))}
    </div>
  );
}
