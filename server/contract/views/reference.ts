/** What many view answers share: links to objects, states in words, conditions. */

import { z } from 'zod';
import { CONFIG_TYPES } from '../../model/config/names.ts';
import { KUBE_KINDS } from '../../model/kube/names.ts';
import type { Fix } from '../../model/oper/fix.ts';
import { schemaOf, type Shown } from './shown.ts';

export const configLink = z
  .object({
    type: z.enum(CONFIG_TYPES),
    uuid: z.string(),
    name: z.string(),
    fqName: z.string(),
  })
  .meta({
    id: 'ConfigLink',
    description: 'A config object as a row or panel names it. `uuid` opens it; `fqName` is colon-joined for people.',
  });
export type ConfigLink = Shown<typeof configLink>;

export const kubeLink = z
  .object({
    kind: z.enum(KUBE_KINDS),
    key: z.string(),
    name: z.string(),
    namespace: z.string().optional(),
  })
  .meta({
    id: 'KubeLink',
    description:
      'A Kubernetes object as a row or panel names it. `key` is `<namespace>/<name>`, or `<name>` ' +
      'for cluster-wide kinds.',
  });
export type KubeLink = Shown<typeof kubeLink>;

export const maybeLink = z
  .object({
    type: z.enum(CONFIG_TYPES).optional().describe('Its type, if the target exists.'),
    name: z.string(),
    fqName: z.string().optional(),
    uuid: z.string().optional(),
  })
  .meta({
    id: 'MaybeLink',
    description: 'A reference that may point to nothing: then `uuid` is absent and `name` says what was wanted.',
  });
export type MaybeLink = Shown<typeof maybeLink>;

const tone = z
  .enum(['ok', 'warn', 'bad', 'busy', 'idle'])
  .describe('`ok` disc, `warn` triangle, `bad` ring with slash, `busy` arc, `idle` dotted ring.');
export type Tone = Shown<typeof tone>;

export const state = z
  .object({
    tone,
    word: z.string().describe('One or two words in sentence case, as `Programmed`, `Not associated`.'),
    reason: z.string().optional(),
  })
  .meta({ id: 'State', description: 'A state: shape (tone), word, and why.' });
export type State = Shown<typeof state>;

const severity = z.enum(['error', 'warning', 'info']);

export const conditionView = z
  .object({
    id: z.string().describe('Stable within the cluster: the same problem has the same id.'),
    severity,
    type: z.string().describe('The kind of problem, as `pool-missing`.'),
    message: z.string().describe('A sentence: the object, the field, the fix.'),
    subject: z
      .object({ kind: z.string(), key: z.string(), name: z.string() })
      .describe('The object concerned. `kind` is a store kind (`virtual-network`, `kube/Namespace`).'),
  })
  .meta({
    id: 'ConditionView',
    description: 'Something that an operator should know about an object, and the way out.',
  });
export type ConditionView = Shown<typeof conditionView>;

/** What every answer carries. */
export const revisioned = z.object({
  revision: z.int().describe('Revision of the state that is shown, equal to the header X-Revision.'),
});

export const fix = schemaOf<Fix>()(
  z
    .object({
      label: z.string(),
      kind: z.enum(['floating-ip', 'network', 'bgp-router', 'known-host', 'bgp-session', 'gateway']),
      key: z.string(),
      name: z.string().describe('The key that opens its page.'),
      peer: z.string().optional().describe('Of a `bgp-session`: name of the control node.'),
    })
    .meta({
      id: 'Fix',
      description:
        'Where a broken link is fixed: the object whose page or form is opened. `known-host` is ' +
        "added as BGP router; `network` is its form's section Routing, Bridging and Policies; the " +
        "key of a `bgp-session` is its peer's uuid.",
    }),
);
