import { ProtocolError } from './errors.js'
import { checkEscapes, parseChecked, parseJson } from './json.js'

/** A stretch of a list's elements: up to the end of one that is a list or an object, or to the end of the list. */
export interface Run {
  /** Where in the message it ends. */
  readonly end: number
  /** Whether it may hold an integer beyond 2^53 or a number beyond all. */
  readonly wide: boolean
}

/** A long list {@link ROWS_DEPTH} deep in a message, cut into runs. */
export interface CutList {
  /** Where its first element begins. */
  readonly start: number
  readonly runs: readonly Run[]
}

/** The rows of a `select` are elements of a list four deep: message, results, result, rows (RFC 7047 section 5.2.2). */
export const ROWS_DEPTH = 4

/** Stands for the elements of a list, with its number. No peer can say it: a NUL is refused. */
const HOLE = '\0'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * One message as it came. It is made a value run by run: of a text of megabytes, each byte would be written to fresh
 * memory twice, and one integer beyond 2^53 would have all of it searched for such, which is slower.
 * Valid only until the splitter gets the next bytes.
 */
export class MessageBytes {
  readonly #bytes: Uint8Array
  readonly #wide: boolean
  readonly #lists: readonly CutList[]

  /** `wide` is of all but the `lists`, which are in order. */
  constructor(bytes: Uint8Array, wide: boolean, lists: readonly CutList[]) {
    this.#bytes = bytes
    this.#wide = wide
    this.#lists = lists
  }

  /** @throws {ProtocolError} on invalid UTF-8 */
  get text(): string {
    return this.#decode(0, this.#bytes.length)
  }

  /** Whether it may hold an integer beyond 2^53 or a number beyond all. */
  get wide(): boolean {
    return this.#wide || this.#lists.some(({ runs }) => runs.some(({ wide }) => wide))
  }

  /**
   * What {@link parseJson} makes of the text.
   *
   * @throws {ProtocolError} on invalid UTF-8
   * @throws {SyntaxError} as `parseJson` does
   */
  parse(): unknown {
    if (this.#lists.length === 0) return parseJson(this.text, this.#wide)
    const contents: unknown[][] = []
    let rest = ''
    let at = 0
    for (const { start, runs } of this.#lists) {
      rest += this.#outside(at, start) + JSON.stringify(HOLE + contents.length)
      contents.push(this.#elements(start, runs))
      at = (runs.at(-1) as Run).end
    }
    rest += this.#outside(at, this.#bytes.length)
    return fill(parseChecked(rest, this.#wide), contents, 1)
  }

  #outside(start: number, end: number): string {
    const text = this.#decode(start, end)
    checkEscapes(text)
    return text
  }

  #elements(start: number, runs: readonly Run[]): unknown[] {
    const elements: unknown[] = []
    let at = start
    for (const [index, { end, wide }] of runs.entries()) {
      // All but the first go on behind an element: one stands before, to which no `.5` or `e5` can belong.
      const before = index === 0 ? 0 : 1
      const run = parseJson(`[${'null'.repeat(before)}${this.#decode(at, end)}]`, wide) as readonly unknown[]
      for (let i = before; i < run.length; i++) elements.push(run[i])
      at = end
    }
    return elements
  }

  #decode(start: number, end: number): string {
    try {
      return decoder.decode(this.#bytes.subarray(start, end))
    } catch (cause) {
      throw new ProtocolError(`expected UTF-8, got a message of ${this.#bytes.length} bytes that is not`, { cause })
    }
  }
}

/** The value with the contents of its lists in place of their holes. */
function fill(value: unknown, contents: readonly unknown[][], depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === ROWS_DEPTH) {
    const [only] = Array.isArray(value) ? value : []
    return typeof only === 'string' && only.startsWith(HOLE) ? contents[Number(only.slice(HOLE.length))] : value
  }
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) value[index] = fill(inner, contents, depth + 1)
  } else {
    const members = value as Record<string, unknown>
    for (const name of Object.keys(members)) members[name] = fill(members[name], contents, depth + 1)
  }
  return value
}
