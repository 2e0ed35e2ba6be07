/** The exported form of an attribute set for each kind of peer, computed once. */

import type { AttributeSet } from './attribute-sets.ts';
import { attributesKey } from './attributes-key.ts';
import type { Exported, ExportClass, ExportRole, ExportTarget } from './export-types.ts';
import { exportAttributes } from './export.ts';

export interface ExportClasses {
  acquire(target: ExportTarget): ExportClass;
  release(of: ExportClass): void;
  readonly size: number;
}

export function createExportClasses(): ExportClasses {
  const byKey = new Map<string, ExportClass>();
  return {
    acquire(target) {
      const key = JSON.stringify(target);
      let found = byKey.get(key);
      if (found === undefined) byKey.set(key, (found = { ...target, key, uses: 0 }));
      found.uses += 1;
      return found;
    },
    release(of) {
      of.uses -= 1;
      if (of.uses === 0) byKey.delete(of.key);
    },
    get size() {
      return byKey.size;
    },
  };
}

/** Undefined: not sent. */
export function exportedOf(set: AttributeSet, from: ExportRole, to: ExportClass): Exported | undefined {
  for (const entry of set.exports) if (entry.to === to && entry.from === from) return entry.exported;
  const attributes = exportAttributes(set.attributes, from, to);
  const exported = attributes && { attributes, key: attributesKey(attributes) };
  set.exports = set.exports.filter((entry) => entry.to.uses > 0);
  set.exports.push({ from, to, exported });
  return exported;
}
