/** An interface as the forwarding engine sees it: what is asked is read when it is first asked for. */

import type {
  NetworkFacts,
  PodFacts,
  PolicySetFacts,
  PortFacts,
  SecurityGroupFacts,
} from '../../engine/forwarding/facts.ts';
import type { NamedObject } from '../../engine/forwarding/verdict.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import type { VirtualMachineInterface } from '../../model/config/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { parseAddress, type Address } from '../../model/net/address.ts';
import { macOfInterface } from '../../model/net/mac.ts';
import type { Port } from '../../model/oper/port.ts';
import type { NextHop, NotInstalled } from '../../model/oper/route.ts';
import type { Read } from '../../store/store.ts';
import { policySetsOf, tagNamesOfPort } from './firewall-facts.ts';
import type { Moment } from './moment.ts';

/** `podOf`: by the uuid of its machine. */
export function portFacts(
  read: Read,
  moment: Moment,
  row: Port,
  podOf: (machine: string) => PodFacts | undefined,
): PortFacts | undefined {
  const record = read.get('virtual-machine-interface', row.interfaceUuid)?.value;
  return record === undefined ? undefined : new LivePort(read, moment, row, record, podOf);
}

const addressesOf = new WeakMap<readonly string[], readonly Address[]>();

class LivePort implements PortFacts {
  readonly uuid: string;
  readonly nextHop: NextHop | undefined;
  readonly #read: Read;
  readonly #moment: Moment;
  readonly #row: Port;
  readonly #record: VirtualMachineInterface;
  readonly #podOf: (machine: string) => PodFacts | undefined;
  #pod: { readonly pod: PodFacts | undefined } | undefined;
  #groups: readonly SecurityGroupFacts[] | undefined;
  #groupNames: readonly string[] | undefined;

  constructor(
    read: Read,
    moment: Moment,
    row: Port,
    record: VirtualMachineInterface,
    podOf: (machine: string) => PodFacts | undefined,
  ) {
    this.#read = read;
    this.#moment = moment;
    this.#row = row;
    this.#record = record;
    this.#podOf = podOf;
    this.uuid = row.interfaceUuid;
    this.nextHop = row.nextHop;
  }

  get object(): NamedObject {
    return { kind: 'virtual-machine-interface', key: this.uuid, name: formatFqName(this.#record.fq_name) };
  }

  get pod(): PodFacts | undefined {
    const machine = this.#row.machineUuid;
    return (this.#pod ??= { pod: machine === undefined ? undefined : this.#podOf(machine) }).pod;
  }

  get network(): NetworkFacts | undefined {
    const uuid = this.#row.networkUuid;
    return uuid === undefined ? undefined : this.#moment.network(uuid);
  }

  get addresses(): readonly Address[] {
    const texts = this.#row.addresses;
    let addresses = addressesOf.get(texts);
    if (addresses === undefined) {
      addresses = texts.map((text) => parseAddress(text)).filter((address) => address !== undefined);
      addressesOf.set(texts, addresses);
    }
    return addresses;
  }

  get mac(): string {
    return this.#record.props.virtual_machine_interface_mac_addresses?.mac_address[0] ?? macOfInterface(this.uuid);
  }

  get wantedName(): string | undefined {
    return annotationOf(this.#record, 'interface');
  }

  get notInstalled(): NotInstalled | undefined {
    return this.#row.paths.find(({ origin }) => origin.kind === 'interface')?.notInstalled;
  }

  get floatingIps(): readonly string[] {
    return this.#row.floatingIps.map(({ uuid }) => uuid);
  }

  get filtered(): boolean {
    return this.#record.props.virtual_machine_interface_disable_policy !== true;
  }

  get securityGroups(): readonly SecurityGroupFacts[] {
    return (this.#groups ??= (this.#record.refs['security-group'] ?? [])
      .map(({ uuid }) => this.#moment.group(uuid))
      .filter((group) => group !== undefined));
  }

  get securityGroupNames(): readonly string[] {
    return (this.#groupNames ??= this.securityGroups.map(({ object }) => object.name));
  }

  get policySets(): readonly PolicySetFacts[] {
    return policySetsOf(this.#read, this.#moment.policySets, this.#record);
  }

  get tags(): ReadonlySet<string> {
    return tagNamesOfPort(this.#read, this.#record);
  }
}
