import { formatAddress } from '../../model/net/address.ts';
import { broadcastAddress, prefixOf } from '../../model/net/prefix.ts';
import { fail, type Command } from '../process.ts';

/** `ifconfig [IFACE]` of busybox; counters are not modelled. */
export const ifconfig: Command = async (process) => {
  const named = process.args.find((each) => !each.startsWith('-'));
  const network = await process.network.interfaces();
  const shown = (network?.interfaces ?? []).filter(({ name }) => named === undefined || name === named);
  if (named !== undefined && shown.length === 0)
    return fail(process, `${named}: error fetching interface information: Device not found`);
  for (const { name, mac, mtu, addresses } of [...shown].sort(
    (a, b) => Number(a.name === 'lo') - Number(b.name === 'lo'),
  )) {
    const local = name === 'lo';
    const lines = addresses.map(({ address, length }) => {
      const text = formatAddress(address);
      if (address.family === 6) return `inet6 addr: ${text}/${length} Scope:${local ? 'Host' : 'Global'}`;
      const mask = formatAddress({ family: 4, value: (0xffff_ffffn << BigInt(32 - length)) & 0xffff_ffffn });
      const last = formatAddress(broadcastAddress(prefixOf(address, length)));
      return `inet addr:${text}  ${local ? '' : `Bcast:${last}  `}Mask:${mask}`;
    });
    const all = [
      ...lines,
      local ? `UP LOOPBACK RUNNING  MTU:${mtu}  Metric:1` : `UP BROADCAST RUNNING MULTICAST  MTU:${mtu}  Metric:1`,
    ];
    const head = `${name.padEnd(10)}Link encap:${local ? 'Local Loopback' : ethernet(mac)}  `;
    await process.out(`${head}\n${all.map((line) => `          ${line}\n`).join('')}\n`);
  }
  return 0;
};

const ethernet = (mac: string | undefined): string =>
  `Ethernet${mac === undefined ? '' : `  HWaddr ${mac.toUpperCase()}`}`;
