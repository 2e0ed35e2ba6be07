/** The body of `pods/eviction`: an Eviction of policy/v1. */

import type { DeleteOptions } from '../kube/deletion.ts';
import { childIf, isDraft, shown, text } from '../kube/draft.ts';
import { badRequest } from '../kube/kube-problem.ts';
import type { Json } from '../model/json.ts';
import { deleteOptionsOf } from './delete-options.ts';
import type { KubePath } from './kube-path.ts';

const VERSIONS: readonly unknown[] = ['policy/v1', 'policy/v1beta1'];

/** How the pod is deleted. 400 for another kind of body, and for another pod than that of the address. */
export function evictionOf(
  { name }: KubePath,
  body: Json,
): { readonly deleteOptions: DeleteOptions; readonly dryRun: boolean } {
  if (!isDraft(body)) throw badRequest('the body of an eviction is an Eviction object');
  if ((body['kind'] ?? 'Eviction') !== 'Eviction')
    throw badRequest(`the kind in the data (${shown(body['kind'])}) does not match the expected kind (Eviction)`);
  if (!VERSIONS.includes(body['apiVersion'] ?? VERSIONS[0]))
    throw badRequest(
      `the API version in the data (${shown(body['apiVersion'])}) does not match the expected API version (policy/v1)`,
    );
  const named = text(childIf(body, 'metadata'), 'name') ?? '';
  if (named !== '' && named !== name) throw badRequest(`name in URL does not match name in Eviction object: ${named}`);
  const { options, dryRun } = deleteOptionsOf(body['deleteOptions'] ?? null, new URLSearchParams());
  return { deleteOptions: options, dryRun };
}
