import type { CSSProperties } from 'react';
import { cx } from '../../ui/cx.ts';
import { vrfHue, vrfLetters } from './wire-parts.ts';

/**
 * Ordinary networks have a solid border, networks shared by all namespaces a dashed one, those of an isolated namespace
 * a double one.
 */
export type VrfBorder = 'own' | 'shared' | 'isolated';

/**
 * A VRF's tag: a hue derived from its name, and two letters. Decoration beside the name, so hidden from screen readers.
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
