import { expect, it } from 'vitest';
import { sharesFor, shareWrite } from './sharing.ts';

const [a, b] = ['6f0c51e2-0000-4000-8000-000000009ad1', '6f0c51e2-0000-4000-8000-000000009ad2'];
const pool = {
  uuid: 'p',
  fq_name: ['d', 'k8s-ns-user-1', 'net', 'pool-ns-default'],
  perms2: { owner: 'o', owner_access: 7, global_access: 0, share: [{ tenant: `tenant:${a}`, tenant_access: 4 }] },
};

it('a project is added beside those that are there', () => {
  expect(shareWrite('floating-ip-pool', pool, b, '"9"')).toEqual({
    method: 'PUT',
    path: '/config/floating-ip-pool/p',
    ifMatch: '"9"',
    body: {
      'floating-ip-pool': {
        perms2: {
          ...pool.perms2,
          share: [
            { tenant: `tenant:${a}`, tenant_access: 4 },
            { tenant: b, tenant_access: 7 },
          ],
        },
      },
    },
  });
});
it('nothing is written twice', () => expect(shareWrite('floating-ip-pool', pool, a, undefined)).toBeUndefined());
it('several projects are several entries', () => {
  expect(sharesFor([a, b])).toEqual([
    { tenant: a, tenant_access: 7 },
    { tenant: b, tenant_access: 7 },
  ]);
  expect(sharesFor([b, a], pool.perms2.share)).toEqual([
    { tenant: b, tenant_access: 7 },
    { tenant: `tenant:${a}`, tenant_access: 4 },
  ]);
});
