/** Views of one object: history, dependents, explanation. */

import { z } from 'zod';
import { conditionView, revisioned } from './reference.ts';
import type { Shown } from './shown.ts';

const leafChange = z
  .object({
    path: z.string(),
    old: z.unknown().optional(),
    new: z.unknown().optional(),
  })
  .meta({
    id: 'LeafChange',
    description:
      'One leaf that changed. `path` is a JSON pointer into the object; secrets are redacted. ' +
      'Absent `old`: added; absent `new`: removed.',
  });
export type LeafChange = Shown<typeof leafChange>;

const historyEntry = z
  .object({
    revision: z.int(),
    time: z.string(),
    actor: z.string(),
    source: z.string().describe('`ui`, `config`, `kube`, `system` or `controller:<name>`.'),
    requestId: z.string().optional(),
    op: z.enum(['created', 'changed', 'deleted']),
    leaves: z.array(leafChange),
    more: z.int().optional().describe('Leaves beyond those listed.'),
    alongside: z.int().describe('Other objects changed in the same transaction.'),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = Shown<typeof historyEntry>;

export const historyPage = z
  .object({
    ...revisioned.shape,
    entries: z.array(historyEntry),
    next: z.int().optional().describe('Pass as `before` for older entries.'),
    startsAt: z.int().describe('The oldest revision that history reaches.'),
    note: z.string().optional().describe('Set when the object is older than what is kept.'),
  })
  .meta({ id: 'HistoryPage', description: 'Who changed the object when, newest first.' });
export type HistoryPage = Shown<typeof historyPage>;

const dependentFate = z
  .enum(['deleted', 'released', 'kept', 'blocks', 'will-point-to-nothing', 'opened'])
  .describe(
    '`kept`: kube-manager keeps it until the objects that an operator added are deleted. `opened`: a pod that is no ' +
      'longer isolated.',
  );
export type DependentFate = Shown<typeof dependentFate>;

const dependent = z
  .object({
    kind: z.string(),
    key: z.string(),
    name: z.string(),
    detail: z.string(),
    fate: dependentFate,
    consequence: z.string().optional().describe('What goes with it, as `1 route withdrawn`.'),
    /** Its own dependents. */
    get children(): z.ZodArray<typeof dependent> {
      return z.array(dependent);
    },
    more: z.int().optional().describe('Children beyond those listed.'),
  })
  .meta({ id: 'Dependent' });
export type Dependent = Shown<typeof dependent>;

export const dependentsTree = z
  .object({
    ...revisioned.shape,
    root: dependent,
    counts: z.object({
      deleted: z.int(),
      released: z.int(),
      kept: z.int(),
      blocks: z.int(),
      willPointToNothing: z.int(),
      opened: z.int(),
    }),
    order: z
      .array(z.object({ type: z.string(), uuid: z.string(), name: z.string() }))
      .optional()
      .describe(
        'In what order the console deletes, children first: config uuids with type, only `deleted` ' +
          'and `released` ones. Absent when something blocks.',
      ),
    fix: z
      .string()
      .optional()
      .describe('A sentence that says how to make the deletion possible, when something blocks it.'),
  })
  .meta({ id: 'DependentsTree', description: 'What a delete would do, as a tree with the object on top.' });
export type DependentsTree = Shown<typeof dependentsTree>;

export const explanation = z
  .object({
    ...revisioned.shape,
    subject: z.object({ kind: z.string(), key: z.string(), name: z.string() }),
    conditions: z.array(conditionView),
  })
  .meta({ id: 'Explanation', description: "The object's conditions." });

export const conditionsAnswer = z
  .object({
    ...revisioned.shape,
    conditions: z.array(conditionView),
    total: z.int(),
  })
  .meta({ id: 'ConditionsAnswer' });
export type ConditionsAnswer = Shown<typeof conditionsAnswer>;
