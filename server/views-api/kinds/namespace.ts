import { projectFqName } from '../../engine/naming/kube-names.ts';
import { byNamespace, byParent } from '../../store/indexes.ts';
import { findNamed } from '../shared/links.ts';
import { networkThatMayStay } from './made-networks.ts';
import { node, type Deleting, type ShownKind } from './shown-kind.ts';

/** A namespace takes its content along, and the project that kube-manager made of it. */
export const shownNamespace: ShownKind<'kube/Namespace'> = {
  noun: 'namespace',
  consequences(told, key) {
    const { read, names } = told.context;
    const pods = new Set([...read.lookup(byNamespace('kube/Pod'), key)].map(({ value }) => value.metadata.uid));
    const deleting: Deleting = { ...told, goes: (machine) => machine !== undefined && pods.has(machine) };
    const content = told.content(deleting, key);
    const project = findNamed(read, 'project', projectFqName(names, key));
    if (project === undefined) return content;
    const made = new Set(content.flatMap(({ children }) => children.map((child) => child.key)));
    const networks = [...read.lookup(byParent('virtual-network'), project.uuid)]
      .filter((network) => !made.has(network.key))
      .map((network) => networkThatMayStay(deleting, network.key));
    const stays = [...networks, ...content.flatMap(({ children }) => children)].some(({ fate }) => fate === 'kept');
    return [
      ...content,
      node(
        'project',
        project.uuid,
        project.fq_name.at(-1) ?? '',
        stays ? 'kept until its networks are empty' : 'project',
        stays ? 'kept' : 'deleted',
        networks,
      ),
    ];
  },
};
