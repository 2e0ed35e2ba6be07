/** All resources of which the store has no objects: reviews, and the definitions of custom kinds. */

import type { Apart } from './apart.ts';
import { definitions } from './definitions.ts';
import { reviews } from './reviews.ts';

export const APART: readonly Apart[] = [definitions, ...reviews];

/** The resource at a path relative to the API's root; undefined for every other path. */
export function apartAt(
  path: string,
): { readonly apart: Apart; readonly version: string; readonly name: string | undefined } | undefined {
  const [, group, version, plural, name] = /^\/apis\/([^/]+)\/([^/]+)\/([^/]+)(?:\/([^/]+))?\/?$/.exec(path) ?? [];
  if (version === undefined) return undefined;
  const apart = APART.find(
    ({ resource }) =>
      resource.group === group &&
      resource.plural === plural &&
      (resource.version === version || resource.olderVersions?.includes(version) === true),
  );
  return apart === undefined ? undefined : { apart, version, name };
}
