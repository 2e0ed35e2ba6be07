/** The form of resources of which the store has no objects. */

import type { Request, Response } from 'express';
import type { KubeSchema } from '../../contract/kube/schema.ts';
import type { Origin, Store } from '../../store/store.ts';

/** What discovery tells of such a resource. */
export interface ApartResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: false;
  readonly verbs: readonly string[];
  /** Versions at which older clients ask for it; discovery does not name them. */
  readonly olderVersions?: readonly string[];
}

export interface ApartRequest {
  readonly request: Request;
  readonly response: Response;
  readonly query: URLSearchParams;
  /** The version in the path. */
  readonly version: string;
  /** Of the object; undefined for the collection. */
  readonly name: string | undefined;
  readonly store: Store;
  readonly origin: Origin;
}

/** One that is served: answers by itself, or refuses by throwing. */
export interface Apart {
  readonly resource: ApartResource;
  /** What its objects consist of, for OpenAPI. */
  readonly schema: KubeSchema;
  serve(asked: ApartRequest): Promise<void>;
}
