/** How much of the topology is drawn at most. */

/** Nodes of a picture: more cannot be told apart on a screen, nor laid out in the time of a request. */
export const MAX_NODES = 300;
/** Edges of a picture, for the same reasons. */
export const MAX_EDGES = 600;
/** Memberships up to which each is drawn on its own; more are drawn from the frames around their members. */
export const FEW_MEMBERSHIPS = 24;
/** Lines of memberships, and lines of all other relations: the rest stands in the table twin only. */
export const MOST_LINES = 300;
