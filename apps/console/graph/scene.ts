/**
 * What the canvas draws, in pixels. The pipeline that makes it: filter → group → lines → layout → diff,
 * every step a pure function; the same picture gives the same scene, whatever the order of its nodes.
 */

import type { Line } from '../../../server/engine/topology/lines.ts';
import type { PictureBand, PictureGroup, PictureNode } from '../../../server/model/oper/topology-picture.ts';

/** A rectangle in the plane of the canvas. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SceneNode extends Box {
  readonly id: string;
  readonly node: PictureNode;
}

export interface SceneFrame extends Box {
  readonly id: string;
  readonly group: FrameGroup;
}

export interface SceneBand extends Box {
  readonly id: PictureBand;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SceneEdge {
  readonly id: string;
  readonly edge: Line;
  /** Corners of the orthogonal line, from source to target. */
  readonly points: readonly Point[];
  /** Middle of the longest horizontal stretch, where the label is drawn. */
  readonly label: Point;
}

/** A frame around nodes. Beside those of the picture: the namespace of workloads, which the picture does not frame. */
export interface FrameGroup extends Omit<PictureGroup, 'kind'> {
  readonly kind: PictureGroup['kind'] | 'namespace';
}

export interface Scene {
  readonly signature: string;
  readonly nodes: readonly SceneNode[];
  readonly frames: readonly SceneFrame[];
  readonly bands: readonly SceneBand[];
  readonly edges: readonly SceneEdge[];
  readonly width: number;
  readonly height: number;
  /** Slots and columns, so that the next scene keeps them. */
  readonly plan: Plan;
}

/** Positions on the grid. The next scene starts from them, so that nodes keep their place. */
export interface Plan {
  readonly columns: number;
  /** Blocks of a band in their order. */
  readonly order: { readonly [B in PictureBand]: readonly string[] };
  /** Slot of a node within its block. */
  readonly slots: ReadonlyMap<string, number>;
}

export const NOTHING_PLANNED: Plan = { columns: 0, order: { control: [], vrfs: [], workloads: [] }, slots: new Map() };
