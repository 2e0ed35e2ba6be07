import type { CSSProperties } from 'react';
import { cx } from '../../ui/cx.ts';
import { vrfHue, vrfLetters } from './wire-parts.ts';

/** Own networks are drawn solid, networks that all namespaces share dashed, those of an isolated namespace double. */
export type VrfBorder = 'own' | 'shared' | 'isolated';

/**
 * A VRF's identity: hue by its name and two letters. Decoration beside the name, therefore hidden from screen
 * readers.
 */
export function VrfTag({ fqName, border = 'own' }: { fqName: string; border?: VrfBorder }) {
  return (
    <span
      className={cx('vrf', border === 'shared' && 'shared', border === 'isolated' && 'iso')}
      style={{ '--h': `var(--vrf-${vrfHue(fqName)})` } as CSSProperties}
      title={fqName}
      aria-hidden="true"
    >
      {vrfLetters(fqName)}
    </span>
  );
}
