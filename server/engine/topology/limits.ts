/** How much of the topology is drawn at most. */

export const MAX_NODES = 300;
export const MAX_EDGES = 600;
/** More memberships than these are drawn from the frames around their members. */
export const FEW_MEMBERSHIPS = 24;
/** Lines of memberships, and lines of all other relations: the rest stands in the table twin only. */
export const MOST_LINES = 300;
