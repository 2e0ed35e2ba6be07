/** Requests that no interface offers: other methods, paths and headers, of which only an answer is wanted. */

import { BESIDE } from '../../contract/endpoints/beside.ts';
import { bytesOf } from './document.ts';
import { hostileText, hostileValue } from './hostile-values.ts';
import { encoded, queryOf, type Hand, type Step } from './step.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'content-type',
    [
      'text/html',
      'application/json; charset=utf-16',
      'application/json; charset=x',
      'multipart/form-data',
      '/',
      'application/__proto__',
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'deflate', 'x']],
  ['accept', ['', 'text/event-stream', '*/*;q=0', ',,,', 'x'.repeat(4000)]],
  ['accept-encoding', ['gzip', 'br', 'identity;q=0', '*;q=0', 'x']],
  ['authorization', ['Bearer x', 'Basic eA==', 'Basic', 'x']],
  ['x-request-id', ['x'.repeat(3000), '../..', '__proto__']],
  ['origin', ['http://evil.example', 'null']],
  ['if-none-match', ['*', 'W/"1"', '"']],
  ['range', ['bytes=0-', 'bytes=5-1', 'x']],
  ['expect', ['x']],
  ['cookie', ['a=b; a=c; __proto__=d']],
];

export function edgeStep({ random, surface, did }: Hand): Step {
  const roots = [
    '',
    '/kube',
    '/kube/api',
    '/kube/apis',
    '/kube/version',
    '/kube/openapi',
    '/kube/openapi/v2',
    '/kube/openapi/v3',
    '/config',
    '/views',
    '/assets',
    ...Object.values(BESIDE).map(({ path }) => path),
    ...surface.resources.map(({ root, plural }) => `${root}/${plural}`),
    ...surface.types.map(({ resource }) => resource),
    ...surface.views.map(({ path }) => path),
  ];
  const root = random.pick(roots);
  const odd = ['x', '..', '.', '', '%2e%2e', '%00', '%', ':id', '__proto__'];
  const more = Array.from(
    { length: random.below(3) },
    () => `/${random.below(2) === 0 ? encoded(hostileText(random)) : random.pick(odd)}`,
  ).join('');
  const method = random.pick(METHODS);
  const headers: Record<string, string> = {};
  for (let count = random.below(3); count > 0; count -= 1) {
    const [name, values] = random.pick(HEADERS);
    headers[name] = random.pick(values);
  }
  const body = method === 'POST' || method === 'PUT' || method === 'PATCH' ? bytesOf(hostileValue(random)) : undefined;
  return {
    about: { kind: '(edge)', verb: method, damage: did },
    sent: {
      method,
      path: (root + more || '/') + queryOf(random.below(3) === 0 ? [[hostileText(random), hostileText(random)]] : []),
      headers,
      ...(body === undefined ? {} : { body }),
      endless: root === '/live',
    },
    promises: { kind: 'nothing' },
  };
}
