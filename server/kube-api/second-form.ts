/**
 * The second form of objects that are served in two groups: members have other names there, and the same values. What
 * is stored is the first form.
 */

import { setField, text, isDraft, type Draft } from '../kube/draft.ts';
import type { Json } from '../model/json.ts';
import { groupVersionOf, kubeKindOf, type ServedResource } from '../model/kube/resources.ts';
import type { AnyKubeObject } from '../model/kube/types.ts';
import { own } from '../model/own.ts';

/** The resource of the first form. */
export function firstForm(resource: ServedResource): ServedResource {
  return resource.renamed === undefined ? resource : kubeKindOf(resource.kind);
}

/** An object as the resource serves it. */
export function asServed(resource: ServedResource, object: AnyKubeObject): AnyKubeObject {
  if (resource.renamed === undefined) return object;
  const served = withNames(object as unknown as Draft, resource.renamed);
  served['apiVersion'] = groupVersionOf(resource);
  return served as unknown as AnyKubeObject;
}

/** What a client sends for an object, or as a merge patch of it, in the first form, whose names are not known here. */
export function asStored(resource: ServedResource, object: Draft): Draft {
  if (resource.renamed === undefined) return object;
  const names = resource.renamed;
  const known = Object.entries(object).filter(([member]) => !Object.hasOwn(names, member));
  const stored = withNames(Object.fromEntries(known), namesBack(names));
  if (text(stored, 'apiVersion') === groupVersionOf(resource))
    stored['apiVersion'] = groupVersionOf(firstForm(resource));
  return stored;
}

/** A patch in the first form: a merge patch has the members of the object, a JSON patch has their names in paths. */
export function patchAsStored(resource: ServedResource, patch: Json): Json {
  if (resource.renamed === undefined) return patch;
  const back = namesBack(resource.renamed);
  if (isDraft(patch)) return asStored(resource, patch) as Json;
  if (!Array.isArray(patch)) return patch;
  return (patch as readonly Json[]).map((operation) => {
    if (!isDraft(operation)) return operation;
    const renamed = { ...operation };
    for (const place of ['path', 'from']) {
      const [, member, rest = ''] = /^\/([^/]*)(.*)$/s.exec(text(renamed, place) ?? '') ?? [];
      if (member !== undefined) renamed[place] = `/${own(back, member) ?? member}${rest}`;
    }
    if (renamed['path'] === '' && isDraft(renamed['value'])) renamed['value'] = asStored(resource, renamed['value']);
    return renamed;
  });
}

/** A selectable field in the first form: `regarding.name` is `involvedObject.name`. */
export function fieldAsStored(resource: ServedResource, field: string): string {
  if (resource.renamed === undefined) return field;
  const [member = '', ...rest] = field.split('.');
  return [own(namesBack(resource.renamed), member) ?? member, ...rest].join('.');
}

type Names = { readonly [member: string]: string };

function namesBack(names: Names): Names {
  return Object.fromEntries(Object.entries(names).map(([first, second]) => [second, first]));
}

function withNames(object: Draft, names: Names): Draft {
  const renamed: Draft = {};
  for (const [member, value] of Object.entries(object)) setField(renamed, own(names, member) ?? member, value);
  return renamed;
}
