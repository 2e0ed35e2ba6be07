import { annotationOf } from '../../model/config/annotations.ts';
import { byRef } from '../../store/indexes.ts';
import { dotted, node, type ShownKind } from './shown-kind.ts';

/** A pod takes its ports and addresses along; floating IPs stay, without a port. */
export const shownPod: ShownKind<'kube/Pod'> = {
  detail: (_read, { metadata, status }) => dotted(metadata.namespace, status?.podIP),
  noun: 'pod, with its ports and addresses',
  consequences: ({ context: { read } }, _key, { metadata }) =>
    [...read.lookup(byRef('virtual-machine-interface', 'virtual-machine'), metadata.uid)].flatMap((port) =>
      [...read.lookup(byRef('floating-ip', 'virtual-machine-interface'), port.key)]
        // A service's addresses are answered by its other pods.
        .filter(({ value }) => annotationOf(value, 'kind') !== 'Service')
        .map(({ value }) =>
          node(
            'floating-ip',
            value.uuid,
            value.props.floating_ip_address ?? value.uuid,
            'stays allocated, without a port',
            'will-point-to-nothing',
          ),
        ),
    ),
};
