/** Limits of a picture of the topology. */

/** Nodes: more could neither be told apart on a screen nor laid out in the time of a request. */
export const MAX_NODES = 300;
/** Edges: for the same reasons. */
export const MAX_EDGES = 600;
/** Up to this many memberships are drawn one by one; more are drawn from the frames around their members. */
export const FEW_MEMBERSHIPS = 24;
/** Lines of memberships, and lines of all other relations; the others are only in the table view. */
export const MOST_LINES = 300;
