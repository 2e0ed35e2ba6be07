/** The shortest input that still fails, as far as leaving out pieces gets: for people to read. */
export function shrink(bytes: Uint8Array, fails: (bytes: Uint8Array) => boolean): Uint8Array {
  let smallest = bytes;
  for (let piece = Math.max(1, smallest.length >> 1); ; piece >>= 1) {
    for (let at = 0; at < smallest.length;) {
      const shorter = new Uint8Array([...smallest.slice(0, at), ...smallest.slice(at + piece)]);
      if (shorter.length < smallest.length && fails(shorter)) smallest = shorter;
      else at += piece;
    }
    if (piece <= 1) return smallest;
  }
}
