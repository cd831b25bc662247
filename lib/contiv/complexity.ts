/** Far more than answers of a store or of Netmaster have. */
export const MAX_DEPTH = 100

const [QUOTE, BACKSLASH, ARRAY, ARRAY_END, OBJECT, OBJECT_END] = Buffer.from('"\\[]{}')

/** Whether JSON text nests deeper than {@link MAX_DEPTH}: each level takes the parser fifty times its bytes. */
export function isTooDeep(json: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i)
    if (code === QUOTE) inString = !inString
    else if (inString) i += code === BACKSLASH ? 1 : 0
    else if (code === ARRAY_END || code === OBJECT_END) depth--
    else if (code === ARRAY || code === OBJECT) {
      depth++
      if (depth > MAX_DEPTH) return true
    }
  }
  return false
}
