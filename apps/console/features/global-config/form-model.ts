/** The form of Global Config: the two global objects in one. Numbers stay as typed. Pure. */

import { prefixText } from '../../../../server/contract/config/fields.ts';
import { globalSystemConfig } from '../../../../server/contract/config/global.ts';
import { asnFault } from '../../../../server/engine/validation/asn.ts';
import { isTwoByteAsn, parseTypedAsn } from '../../../../server/model/bgp/asn.ts';
import { automaticBand } from '../../../../server/model/bgp/route-target-band.ts';
import { DEFAULT_RESTART_SECONDS, globalAsnOf } from '../../../../server/model/config/global.ts';
import { deepEqual } from '../../../../server/model/json.ts';
import { formatAddress } from '../../../../server/model/net/address.ts';
import { formatPrefix, parsePrefix } from '../../../../server/model/net/prefix.ts';
import type { WireObject } from '../../data/config-objects.ts';
import type { Problem } from '../../data/problem.ts';
import type { Write } from '../../data/writes.ts';
import { typedAsnFault } from '../../domain-ui/sessions/typed-asn.ts';

export type Encapsulation = 'MPLSoUDP' | 'MPLSoGRE' | 'VXLAN';
export const ENCAPSULATIONS: readonly Encapsulation[] = ['MPLSoUDP', 'MPLSoGRE', 'VXLAN'];

export type GlobalForm = {
  asn: string;
  fourByte: boolean;
  autoMesh: boolean;
  alwaysMed: boolean;
  restart: boolean;
  bgpHelper: boolean;
  xmppHelper: boolean;
  restartTime: string;
  llgrTime: string;
  endOfRib: string;
  /** One prefix per line. */
  fabric: string;
  encapsulation: Encapsulation[];
};
/** Labels of the fields. */
export const FIELD_WORDS: Readonly<Record<keyof GlobalForm, string>> = {
  asn: 'Global ASN',
  fourByte: '4 Byte ASN',
  autoMesh: 'iBGP Auto Mesh',
  alwaysMed: 'Always Compare MED',
  restart: 'Graceful Restart',
  bgpHelper: 'BGP Helper',
  xmppHelper: 'XMPP Helper',
  restartTime: 'Restart Time',
  llgrTime: 'LLGR Time',
  endOfRib: 'End of RIB',
  fabric: 'IP Fabric Subnets',
  encapsulation: 'Encapsulation Priority',
};
export type GlobalConfig = { system: WireObject<'global-system-config'>; vrouter: WireObject<'global-vrouter-config'> };

export function fromRecords({ system, vrouter }: GlobalConfig): GlobalForm {
  const restart = system.graceful_restart_parameters;
  return {
    asn: String(globalAsnOf(system)),
    fourByte: system.enable_4byte_as === true,
    autoMesh: system.ibgp_auto_mesh !== false,
    alwaysMed: system.bgp_always_compare_med === true,
    restart: restart?.enable === true,
    bgpHelper: restart?.bgp_helper_enable === true,
    xmppHelper: restart?.xmpp_helper_enable === true,
    restartTime: String(restart?.restart_time ?? DEFAULT_RESTART_SECONDS),
    llgrTime: String(restart?.long_lived_restart_time ?? DEFAULT_RESTART_SECONDS),
    endOfRib: String(restart?.end_of_rib_timeout ?? DEFAULT_RESTART_SECONDS),
    fabric: (system.ip_fabric_subnets?.subnet ?? [])
      .map((subnet) => `${subnet.ip_prefix}/${subnet.ip_prefix_len}`)
      .join('\n'),
    encapsulation: (vrouter.encapsulation_priorities?.encapsulation ?? ENCAPSULATIONS).filter(
      (each): each is Encapsulation => (ENCAPSULATIONS as readonly string[]).includes(each),
    ),
  };
}

const numberOf = (typed: string): number => (/^\d+$/.test(typed.trim()) ? Number(typed.trim()) : Number.NaN);
const asnOf = (typed: string): number => parseTypedAsn(typed) ?? Number.NaN;
const linesOf = (text: string): string[] => text.split(/[\s,]+/).filter((line) => line !== '');

function systemProps(form: GlobalForm) {
  return {
    autonomous_system: asnOf(form.asn),
    enable_4byte_as: form.fourByte,
    ibgp_auto_mesh: form.autoMesh,
    bgp_always_compare_med: form.alwaysMed,
    graceful_restart_parameters: {
      enable: form.restart,
      restart_time: numberOf(form.restartTime),
      long_lived_restart_time: numberOf(form.llgrTime),
      end_of_rib_timeout: numberOf(form.endOfRib),
      bgp_helper_enable: form.bgpHelper,
      xmpp_helper_enable: form.xmppHelper,
    },
    ip_fabric_subnets: {
      subnet: linesOf(form.fabric).flatMap((line) => {
        const prefix = parsePrefix(line);
        return prefix ? [{ ip_prefix: formatAddress(prefix.address), ip_prefix_len: prefix.length }] : [];
      }),
    },
  };
}

const FIELDS: Readonly<Record<string, string>> = {
  restart_time: 'restartTime',
  long_lived_restart_time: 'llgrTime',
  end_of_rib_timeout: 'endOfRib',
  autonomous_system: 'asn',
  enable_4byte_as: 'fourByte',
  ip_fabric_subnets: 'fabric',
  encapsulation_priorities: 'encapsulation',
  encapsulation: 'encapsulation',
};
const fieldOf = (path: readonly string[]): string | undefined =>
  path
    .toReversed()
    .map((part) => FIELDS[part])
    .find((field) => field !== undefined);

export function faultsOf(form: GlobalForm): Record<string, string> {
  const faults: Record<string, string> = {};
  const fault = typedAsnFault(form.asn, form.fourByte);
  if (fault !== undefined) faults['asn'] = fault;
  for (const line of linesOf(form.fabric)) {
    const fault = prefixText.safeParse(line).error?.issues[0]?.message;
    if (fault !== undefined) faults['fabric'] ??= fault;
  }
  if (form.encapsulation.length === 0) faults['encapsulation'] = 'Choose at least one encapsulation.';
  for (const issue of globalSystemConfig.safeParse(systemProps(form)).error?.issues ?? []) {
    const field = fieldOf(issue.path.map(String));
    if (field !== undefined) faults[field] ??= issue.message;
  }
  return faults;
}

/** Only the changes, each object conditional on the version that was read. */
export function toUpdate(
  form: GlobalForm,
  was: GlobalForm,
  records: GlobalConfig,
  etags: { system: string | undefined; vrouter: string | undefined },
): Write[] {
  const [now, then] = [systemProps(form), systemProps(was)] as [Record<string, unknown>, Record<string, unknown>];
  const props = Object.fromEntries(Object.entries(now).filter(([field, value]) => !deepEqual(value, then[field])));
  const writes: Write[] = [];
  if (Object.keys(props).length > 0)
    writes.push({
      method: 'PUT',
      path: `/config/global-system-config/${records.system.uuid}`,
      body: { 'global-system-config': props },
      ifMatch: etags.system,
    });
  if (!deepEqual(form.encapsulation, was.encapsulation)) {
    writes.push({
      method: 'PUT',
      path: `/config/global-vrouter-config/${records.vrouter.uuid}`,
      body: { 'global-vrouter-config': { encapsulation_priorities: { encapsulation: form.encapsulation } } },
      ifMatch: etags.vrouter,
    });
  }
  return writes;
}

/** The effects of a new ASN, one sentence each; empty if it is unchanged or missing. */
export function asnEffects(
  form: GlobalForm,
  was: GlobalForm,
  routers: readonly {
    readonly name: string;
    readonly vendor?: string;
    readonly asn?: number;
    readonly peers: readonly { readonly name: string }[];
  }[],
  networks: number,
): string[] {
  const [from, to] = [asnOf(was.asn), asnOf(form.asn)];
  if (Number.isNaN(to) || from === to || asnFault(to, form.fourByte) !== undefined) return [];
  const ours = routers.filter((router) => router.vendor === 'contrail');
  const theirs = routers.filter(
    (router) =>
      router.vendor !== 'contrail' &&
      ours.some(
        (own) =>
          own.peers.some((peer) => peer.name === router.name) || router.peers.some((peer) => peer.name === own.name),
      ),
  );
  const band = automaticBand(to);
  const on = networks === 0 ? '' : ` on ${networks} ${networks === 1 ? 'virtual network' : 'virtual networks'}`;
  const numbers = isTwoByteAsn(from) === isTwoByteAsn(to) ? 'their numbers stay' : 'and are numbered anew';
  const effects = [`Automatic route targets become target:${to}:…${on}, ${numbers}.`];
  if (ours.length > 0)
    effects.push(
      `${ours.map((router) => router.name).join(', ')} ${ours.length === 1 ? 'follows' : 'follow'} to AS ${to}.`,
    );
  for (const router of theirs)
    effects.push(
      router.asn === to
        ? `The session with ${router.name} becomes internal.`
        : `${router.name} has AS ${router.asn ?? 'unknown'}: its session ` +
            `${router.asn === from ? 'becomes' : 'stays'} external.`,
    );
  effects.push(
    `Route targets ${to}:${band.first} to ${to}:${band.last} are kept for the system; a network that holds one ` +
      'of them stops the change.',
  );
  return effects;
}

/** The refusal of a save by field. Networks that collide with a new ASN are shown at the ASN. */
export function refusedFields(problem: Problem): { fields: Record<string, string>; rest: string[] } {
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of problem.body.errors ?? []) {
    const field = fieldOf((pointer ?? '').split('/'));
    if (field === undefined) rest.push(detail);
    else fields[field] = field === 'asn' && problem.message !== detail ? `${problem.message}. ${detail}` : detail;
  }
  if (Object.keys(fields).length === 0 && rest.length === 0) rest.push(problem.message);
  return { fields, rest };
}

export const printedPrefix = (subnet: { ip_prefix: string; ip_prefix_len: number }): string => {
  const prefix = parsePrefix(`${subnet.ip_prefix}/${subnet.ip_prefix_len}`);
  return prefix ? formatPrefix(prefix) : `${subnet.ip_prefix}/${subnet.ip_prefix_len}`;
};
