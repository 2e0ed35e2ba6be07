/** What is worked out at one revision of the state and is the same for every packet: networks, groups, policy sets. */

import type { NetworkFacts, PolicySetFacts, SecurityGroupFacts } from '../../engine/forwarding/facts.ts';
import { policyJudge, preparedPolicy, type PreparedPolicy } from '../../engine/policy/network-policies.ts';
import { IP_FABRIC } from '../../model/naming/system-names.ts';
import { by } from '../../model/order.ts';
import { byFqName, byNamespace } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { networkFacts } from './network-facts.ts';
import { securityGroupFacts } from './security-group-facts.ts';

export class Moment {
  readonly revision: number;
  readonly #read: Read;
  readonly #networks = new Map<string, NetworkFacts | undefined>();
  readonly #groups = new Map<string, SecurityGroupFacts | undefined>();
  /** By where the interface has its tags from. */
  readonly policySets = new Map<string, readonly PolicySetFacts[]>();
  #fabric: { readonly network: NetworkFacts | undefined } | undefined;
  readonly #policiesIn = new Map<string, readonly PreparedPolicy[]>();
  #policies: ReturnType<typeof policyJudge> | undefined;

  constructor(read: Read) {
    this.#read = read;
    this.revision = read.revision;
  }

  /** By the key of its VRF. */
  network(key: string): NetworkFacts | undefined {
    return worked(this.#networks, key, () => networkFacts(this.#read, key));
  }

  group(uuid: string): SecurityGroupFacts | undefined {
    return worked(this.#groups, uuid, () => securityGroupFacts(this.#read, uuid));
  }

  get fabric(): NetworkFacts | undefined {
    if (this.#fabric === undefined) {
      const [found] = this.#read.lookup(byFqName('virtual-network'), IP_FABRIC);
      this.#fabric = { network: found === undefined ? undefined : this.network(found.key) };
    }
    return this.#fabric.network;
  }

  get policies(): ReturnType<typeof policyJudge> {
    return (this.#policies ??= policyJudge((namespace) =>
      worked(this.#policiesIn, namespace, () =>
        [...this.#read.lookup(byNamespace('kube/NetworkPolicy'), namespace)]
          .sort(by(({ key }) => key))
          .map(({ value }) => preparedPolicy(value)),
      ),
    ));
  }
}

function worked<V>(known: Map<string, V>, key: string, work: () => V): V {
  if (!known.has(key)) known.set(key, work());
  return known.get(key)!;
}
