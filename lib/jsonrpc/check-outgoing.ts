import { checkEscapes } from './json.js'
import { DEFAULT_MAX_DEPTH } from './splitter.js'

/** The least double that is not subnormal. */
export const LEAST_REAL = 2 ** -1022
const SMALL_REALS = /"(?:[^"\\]|\\.)*"|-?[\d.]+e-3\d\d/gs

/**
 * Refuses JSON text by which an OVSDB server ends the session: half a character of UTF-16, a NUL, a subnormal number,
 * nesting deeper than 1,000.
 *
 * @throws {SyntaxError}
 */
export function checkOutgoing(text: string): void {
  checkEscapes(text)
  if (text.length > DEFAULT_MAX_DEPTH && depthOf(text) > DEFAULT_MAX_DEPTH) {
    throw new SyntaxError(`expected JSON nested at most ${DEFAULT_MAX_DEPTH} deep, got deeper`)
  }
  if (!/e-3\d\d/.test(text)) return
  for (const [token] of text.matchAll(SMALL_REALS)) {
    if (Math.abs(Number(token)) < LEAST_REAL)
      throw new SyntaxError(`expected a number of at least ${LEAST_REAL}, or 0, got ${token}`)
  }
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      while (text[++at] !== '"') if (text[at] === '\\') at++
    } else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth)
    else if (character === ']' || character === '}') depth--
  }
  return deepest
}
