/** Far more than answers of a store or of Netmaster have. */
export const MAX_DEPTH = 100
/** Far more than 16 MiB of endpoints have. */
export const MAX_CONTAINERS = 2 ** 20

const [QUOTE, BACKSLASH, ARRAY, ARRAY_END, OBJECT, OBJECT_END] = Buffer.from('"\\[]{}')

/**
 * Whether JSON text nests deeper than {@link MAX_DEPTH}, or has more lists and objects than {@link MAX_CONTAINERS}: each
 * takes the parser up to fifty times its bytes.
 */
export function isTooComplex(json: string): boolean {
  let depth = 0
  let containers = 0
  let inString = false
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i)
    if (code === QUOTE) inString = !inString
    else if (inString) i += code === BACKSLASH ? 1 : 0
    else if (code === ARRAY_END || code === OBJECT_END) depth--
    else if (code === ARRAY || code === OBJECT) {
      depth++
      if (depth > MAX_DEPTH || ++containers > MAX_CONTAINERS) return true
    }
  }
  return false
}
