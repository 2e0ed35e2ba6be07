import { ownerOfLoadBalancerInterface } from '../../../../server/engine/naming/workload-names.ts';

/** What people call an interface: its pod, the service whose load balancer has it, else its own name. */
export function portName({
  name,
  pod,
}: {
  readonly name: string;
  readonly pod?: { readonly name: string } | undefined;
}): string {
  const owner = ownerOfLoadBalancerInterface(name);
  return pod?.name ?? (owner === undefined ? name : `${owner.kind.toLowerCase()} ${owner.name}`);
}
