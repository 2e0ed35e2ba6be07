/**
 * `GET /`: the discovery document. Links begin with the origin without the prefix, because clients remove that part and
 * keep the rest.
 */

import { ACTIONS } from '../contract/config/endpoints.ts';
import { collectionName } from '../contract/config/wire-names.ts';
import { CONFIG_TYPES } from '../model/config/types.ts';

interface Link {
  readonly rel: string;
  readonly href: string;
  readonly name: string;
  readonly method: string;
}

/** `origin` as `http://127.0.0.1:9091`, `prefix` as `/config` or empty. */
export function discoveryDocument(
  origin: string,
  prefix: string,
): { readonly href: string; readonly links: readonly { readonly link: Link }[] } {
  const base = origin + prefix;
  const links: Link[] = [{ rel: 'root', href: `${base}/`, name: 'config-root', method: 'GET' }];
  for (const type of CONFIG_TYPES) {
    links.push({ rel: 'collection', href: `${base}/${collectionName(type)}`, name: type, method: 'POST' });
    links.push({ rel: 'resource-base', href: `${base}/${type}`, name: type, method: 'GET' });
  }
  for (const { name, path, method } of ACTIONS) links.push({ rel: 'action', href: base + path, name, method });
  return { href: origin, links: links.map((link) => ({ link })) };
}
