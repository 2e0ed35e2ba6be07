/** The global settings on which consequences depend: one row, `global`. */

import { DEFAULT_ASN, GLOBAL_SYSTEM_CONFIG, GLOBAL_VROUTER_CONFIG, globalAsnOf } from '../../model/config/global.ts';
import type { Kind } from '../../model/kinds.ts';
import { byFqName } from '../../store/indexes.ts';
import type { CalcNode, DerivedTable } from '../calc-node.ts';
import { encapsulationOfName } from './encapsulation.ts';

export interface GlobalSettings {
  readonly asn: number;
  readonly ibgpAutoMesh: boolean;
  /** Advertised with L3 routes, in order of priority: of `gre` and `udp`, those that are configured. */
  readonly l3Encapsulations: readonly ('gre' | 'udp')[];
}

export const GLOBAL = 'global';

/** What holds before anything is configured (Contrail's own defaults). */
const DEFAULT_SETTINGS: GlobalSettings = { asn: DEFAULT_ASN, ibgpAutoMesh: true, l3Encapsulations: ['udp', 'gre'] };

export function globalSettings(): CalcNode<GlobalSettings> {
  return {
    name: 'global-settings',
    keys: () => [GLOBAL],
    about: (_key, read) =>
      (['global-system-config', 'global-vrouter-config'] as const).flatMap((kind) =>
        [...read.scan(kind)].map(({ key }) => ({ kind, key })),
      ),
    hears: new Set<Kind>(['global-system-config', 'global-vrouter-config']),
    touched: (change) =>
      change.kind === 'global-system-config' || change.kind === 'global-vrouter-config' ? [GLOBAL] : [],
    compute: (_key, { read }) => {
      const [system] = read.lookup(byFqName('global-system-config'), GLOBAL_SYSTEM_CONFIG);
      const [vrouter] = read.lookup(byFqName('global-vrouter-config'), GLOBAL_VROUTER_CONFIG);
      if (system === undefined && vrouter === undefined) return undefined;
      const names = vrouter?.value.props.encapsulation_priorities?.encapsulation;
      return {
        asn: globalAsnOf(system?.value.props),
        ibgpAutoMesh: system?.value.props.ibgp_auto_mesh ?? DEFAULT_SETTINGS.ibgpAutoMesh,
        l3Encapsulations:
          names === undefined
            ? DEFAULT_SETTINGS.l3Encapsulations
            : [...new Set(names.map(encapsulationOfName).filter((name) => name !== undefined))],
      };
    },
  };
}

export function settingsOf(table: DerivedTable<GlobalSettings>): GlobalSettings {
  return table.get(GLOBAL) ?? DEFAULT_SETTINGS;
}
