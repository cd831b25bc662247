/** The bytes one at a time, as a slow peer sends them. */
export function* eachByte(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let i = 0; i < bytes.length; i++) yield bytes.subarray(i, i + 1)
}
