/** How a path is served that connects with a container. */

import type { Connect } from './connect.ts';
import type { KubePath } from './kube-path.ts';
import { SERVED_KINDS } from './served-kinds.ts';

/** Undefined if it is the path of an object, a collection or another subresource. */
export function connectOf({ resource, subresource }: KubePath): Connect | undefined {
  return subresource === undefined ? undefined : SERVED_KINDS[resource.kind].connects?.get(subresource);
}
