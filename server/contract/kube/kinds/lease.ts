import { objectSchema } from '../metadata.ts';
import { field, INT32, kept, MICRO_TIME, pointer, structure, TEXT } from '../schema.ts';

const PACKAGE = 'io.k8s.api.coordination.v1';

export const LEASE = objectSchema(
  'Lease',
  'A claim that its holder renews: elections of leaders, heartbeats.',
  {
    spec: kept(
      field(
        2,
        structure(
          'LeaseSpec',
          {
            holderIdentity: pointer(1, TEXT, 'Who holds it.'),
            leaseDurationSeconds: pointer(2, INT32, 'How long it holds after renewTime.'),
            acquireTime: field(3, MICRO_TIME, 'Since when its holder has it, UTC.'),
            renewTime: field(4, MICRO_TIME, 'When its holder last renewed it, UTC.'),
            leaseTransitions: pointer(5, INT32, 'How often its holder has changed.'),
            strategy: pointer(6, TEXT, 'How its holder is chosen.'),
            preferredHolder: pointer(7, TEXT, 'Who should take it over.'),
          },
          'Who holds a lease.',
          PACKAGE,
        ),
        'Who holds it.',
      ),
    ),
  },
  PACKAGE,
);
