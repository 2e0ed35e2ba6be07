/** How objects of a kind are shown wherever they are named: one file per kind. */

import type { ComponentType } from 'react';

export interface KindFace {
  /** The name of the kind for users. */
  readonly word: string;
  readonly Icon: ComponentType<{ className?: string }>;
  /** Its page; absent: none. */
  readonly page?: (object: Named) => string;
}

/** What is known of an object wherever it is named. */
interface Named {
  readonly label: string;
  /** Its uuid, if no full name is known. */
  readonly fqName: string;
  /** For Kubernetes objects; empty if there is none. */
  readonly namespace: string;
  readonly name: string;
}
