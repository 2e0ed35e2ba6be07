/** How an object of a kind is shown wherever it is named. One file per kind holds one of these. */

import type { ComponentType } from 'react';

export interface KindFace {
  /** What it is, as people say it. */
  readonly word: string;
  readonly Icon: ComponentType<{ className?: string }>;
  /** Its page; absent: it has none. */
  readonly page?: (object: Named) => string;
}

/** What is known of an object wherever it is named. */
interface Named {
  readonly label: string;
  /** Its uuid, where no full name is known. */
  readonly fqName: string;
  /** Of a Kubernetes object; empty where it has none. */
  readonly namespace: string;
  readonly name: string;
}
