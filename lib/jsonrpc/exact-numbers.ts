/** Stands for a number, with its index. No peer can say it: a NUL is refused. */
const MARK = '\0n'
const MARK_BEGIN = JSON.stringify(MARK).slice(0, -1)

/** A number of fewer characters, and without an exponent, is exact as a `number`. */
const WIDE_CHARACTERS = 16

/** RFC 8259 section 6. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/

const QUOTE = 0x22
const PLUS = 0x2b
const MINUS = 0x2d
const POINT = 0x2e
const BACKSLASH = 0x5c
const LETTER_E = 0x65
const LOWER_CASE = 0x20

/**
 * Parses JSON text without a NUL by `JSON.parse`, but for the numbers that this might round: those `readNumber` reads.
 *
 * @throws {SyntaxError} when it is no JSON, and what `readNumber` throws
 * @example
 * parseExact('[1,12345678901234567890]', BigInt) // → [1, 12345678901234567890n]
 */
export function parseExact(text: string, readNumber: (token: string) => unknown): unknown {
  const numbers: unknown[] = []
  const marked = markNumbers(text, (token) => numbers.push(readNumber(token)) - 1)
  if (numbers.length === 0) return JSON.parse(text)
  return putBack(parseMarked(marked, text), numbers)
}

/** The text is JSON if and only if it is with marks; what is wrong is told of the text as it came. */
function parseMarked(marked: string, text: string): unknown {
  try {
    return JSON.parse(marked)
  } catch {
    return JSON.parse(text)
  }
}

/** The text with a string in place of each number that may be wide. */
function markNumbers(text: string, take: (token: string) => number): string {
  const parts: string[] = []
  let done = 0
  let i = 0
  while (i < text.length) {
    const unit = text.charCodeAt(i)
    if (unit === QUOTE) i = endOfString(text, i + 1)
    else if (unit === MINUS || isDigit(unit)) {
      const start = i
      let exponent = false
      for (; i < text.length && isNumeric(text.charCodeAt(i)); i++) {
        if ((text.charCodeAt(i) | LOWER_CASE) === LETTER_E) exponent = true
      }
      if (!exponent && i - start < WIDE_CHARACTERS) continue
      const token = text.slice(start, i)
      if (!NUMBER.test(token)) continue
      parts.push(text.slice(done, start), `${MARK_BEGIN}${take(token)}"`)
      done = i
    } else i++
  }
  parts.push(text.slice(done))
  return parts.join('')
}

/** The index behind the string that goes on at `i`. */
function endOfString(text: string, i: number): number {
  for (let from = i; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return text.length
    let first = quote
    while (first > from && text.charCodeAt(first - 1) === BACKSLASH) first--
    if ((quote - first) % 2 === 0) return quote + 1
    from = quote + 1
  }
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function isNumeric(unit: number): boolean {
  return isDigit(unit) || unit === POINT || unit === MINUS || unit === PLUS || (unit | LOWER_CASE) === LETTER_E
}

function putBack(value: unknown, numbers: readonly unknown[]): unknown {
  if (typeof value === 'string') return value.startsWith(MARK) ? numbers[Number(value.slice(MARK.length))] : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = putBack(value[i], numbers)
    return value
  }
  const members = value as Record<string, unknown>
  for (const name of Object.keys(members)) {
    if (name.startsWith(MARK)) throw new SyntaxError('expected JSON whose names are strings, got a number as a name')
    members[name] = putBack(members[name], numbers)
  }
  return value
}
