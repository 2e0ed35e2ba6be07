/** SHA-1 (RFC 3174), only for version 5 UUIDs: used for names, not for security. */

/** The words of the current block: one shared buffer, since nothing is kept between messages. */
const SCHEDULE = new Int32Array(80);

/** The 20-byte digest. */
export function sha1(message: Uint8Array): Uint8Array {
  const { length } = message;
  const blocks = Math.ceil((length + 9) / 64);
  let [h0, h1, h2, h3, h4] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  for (let block = 0; block < blocks; block++) {
    fill(message, block * 64);
    // Names are far shorter than 2^29 bytes: the upper half of the length in bits is zero.
    if (block === blocks - 1) SCHEDULE[15] = length * 8;
    for (let t = 16; t < 80; t++) {
      const word = SCHEDULE[t - 3]! ^ SCHEDULE[t - 8]! ^ SCHEDULE[t - 14]! ^ SCHEDULE[t - 16]!;
      SCHEDULE[t] = (word << 1) | (word >>> 31);
    }
    let [a, b, c, d, e] = [h0, h1, h2, h3, h4];
    for (let t = 0; t < 80; t++) {
      const mixed =
        t < 20
          ? ((b & c) | (~b & d)) + 0x5a827999
          : t < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : t < 60
              ? ((b & c) | (b & d) | (c & d)) + (0x8f1bbcdc | 0)
              : (b ^ c ^ d) + (0xca62c1d6 | 0);
      const next = (((a << 5) | (a >>> 27)) + mixed + e + SCHEDULE[t]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    h0 = (h0 + a) | 0;
    h1 = (h1 + b) | 0;
    h2 = (h2 + c) | 0;
    h3 = (h3 + d) | 0;
    h4 = (h4 + e) | 0;
  }
  const digest = new Uint8Array(20);
  [h0, h1, h2, h3, h4].forEach((word, index) => {
    digest[index * 4] = word >>> 24;
    digest[index * 4 + 1] = word >>> 16;
    digest[index * 4 + 2] = word >>> 8;
    digest[index * 4 + 3] = word;
  });
  return digest;
}

/** The first sixteen words of a block of the message; after the message's end a 1 bit, then zeros. */
function fill(message: Uint8Array, from: number): void {
  for (let t = 0, at = from; t < 16; t++, at += 4) {
    SCHEDULE[t] =
      at + 4 <= message.length
        ? (message[at]! << 24) | (message[at + 1]! << 16) | (message[at + 2]! << 8) | message[at + 3]!
        : (byteAt(message, at) << 24) |
          (byteAt(message, at + 1) << 16) |
          (byteAt(message, at + 2) << 8) |
          byteAt(message, at + 3);
  }
}

function byteAt(message: Uint8Array, at: number): number {
  return at < message.length ? message[at]! : at === message.length ? 0x80 : 0;
}
