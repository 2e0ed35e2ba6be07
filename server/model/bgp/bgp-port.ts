/** The port on which BGP speakers listen (RFC 4271 §8.2.2). */
export const BGP_PORT = 179;
