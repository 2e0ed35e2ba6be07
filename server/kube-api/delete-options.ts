/** DeleteOptions, from the body and the query of a DELETE. */
import { childIf, isDraft, text, type Draft } from '../kube/draft.ts';
import type { DeleteOptions } from '../kube/deletion.ts';
import { badRequest } from '../kube/kube-problem.ts';
import type { Json } from '../model/json.ts';

export function deleteOptionsOf(body: Json, query: URLSearchParams): { readonly options: DeleteOptions; readonly dryRun: boolean } {
  const given: Draft = isDraft(body) ? body : {};
  const policy = text(given, 'propagationPolicy') ?? query.get('propagationPolicy') ?? undefined;
  const orphan = given['orphanDependents'] === true || query.get('orphanDependents') === 'true';
  const preconditions = childIf(given, 'preconditions');
  const uid = text(preconditions, 'uid');
  const resourceVersion = text(preconditions, 'resourceVersion');
  const dryRun = Array.isArray(given['dryRun']) ? given['dryRun'].map(String) : query.getAll('dryRun');
  return {
    options: { propagation: propagationOf(policy, orphan), ...(uid === undefined ? {} : { uid }), ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    dryRun: dryRunOf(dryRun),
  };
}

function propagationOf(policy: string | undefined, orphan: boolean): 'Background' | 'Foreground' | 'Orphan' {
  if (policy === undefined || policy === '') return orphan ? 'Orphan' : 'Background';
  if (policy === 'Background' || policy === 'Foreground' || policy === 'Orphan') return policy;
  throw badRequest(`DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "${policy}": must be one of Foreground, Background, Orphan`);
}

/** Whether a request is a rehearsal. The only accepted value is `All`. */
export function dryRunOf(values: readonly string[]): boolean {
  const named = values.filter((value) => value !== '');
  const other = named.find((value) => value !== 'All');
  if (other !== undefined) throw badRequest(`dryRun: Unsupported value: "${other}": supported values: "All"`);
  return named.length > 0;
}
