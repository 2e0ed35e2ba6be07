import { objectSchema } from '../metadata.ts';
import { described, INT32, structure, TEXT, TIME } from '../schema.ts';

export const LEASE = objectSchema('Lease', 'A claim that its holder renews: elections of leaders, heartbeats.', {
  spec: structure('LeaseSpec', {
    holderIdentity: described(TEXT, 'Who holds it.'),
    leaseDurationSeconds: described(INT32, 'How long it holds after renewTime.'),
    acquireTime: TIME,
    renewTime: TIME,
    leaseTransitions: INT32,
    strategy: TEXT,
    preferredHolder: TEXT,
  }),
});
