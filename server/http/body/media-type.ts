/** Parses a Content-Type. */

import { Problem } from '../../model/problem.ts';

export const YAML_TYPES: ReadonlySet<string> = new Set([
  'application/yaml',
  'application/x-yaml',
  'text/yaml',
  'text/x-yaml',
]);

/**
 * `application/json` of `application/json; charset=utf-8`, lower case; empty when there is none. 415 for another
 * charset.
 */
export function mediaTypeOf(contentType: string | undefined): string {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => /^charset\s*=/.test(parameter))
    ?.replace(/^charset\s*=\s*/, '')
    .replace(/^"(.*)"$/, '$1');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw new Problem({
      status: 415,
      reason: 'UnsupportedMediaType',
      detail: `Bodies in the charset "${charset}" are not read here: send UTF-8`,
    });
  }
  return type;
}

/** Whether it is JSON, or a format that is written in JSON: `application/merge-patch+json`. */
export function isJsonType(type: string): boolean {
  return /^application\/([\w.-]+\+)?json$/.test(type);
}
