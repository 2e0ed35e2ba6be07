/** What is known about one object: its history, what depends on it, why it is as it is. */

import { answers } from '../endpoint.ts';
import type { DependentsTree, Explanation, HistoryPage } from '../views/objects.ts';

export const OBJECTS = {
  history: answers<HistoryPage>()({
    path: '/views/objects/:kind/:key/history',
    summary: 'Who changed the object when, newest first.',
    query: { before: 'The `next` of the page before.', limit: 'Entries of a page, 1 to 200; 50 unless given.' },
    dependsOn: [],
  }),
  dependents: answers<DependentsTree>()({
    path: '/views/objects/:kind/:key/dependents',
    summary: 'What a delete of the object would do, as a tree.',
    dependsOn: [],
  }),
  explain: answers<Explanation>()({
    path: '/views/objects/:kind/:key/explain',
    summary: 'The conditions of the object.',
    dependsOn: ['view/conditions'],
  }),
};
