import { NONE, type Evaluate } from './evaluate.ts';
import { keptProject } from './kept.ts';

export const projectConditions: Evaluate = (key, tracked) => {
  const project = tracked.read.get('project', key)?.value;
  const kept = project === undefined ? undefined : keptProject(project, tracked);
  return kept === undefined ? NONE : [kept];
};
