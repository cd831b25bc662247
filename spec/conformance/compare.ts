import { canonical, canonicalText } from './canonical.js'
import { compareCause } from './causes.js'
import type { Line, Vector } from './vector.js'

/** What came of a case: `undefined` when it holds, else in what it does not; `unknownCause` when nobody knows the reason. */
export interface Verdict {
  readonly failure?: string
  /** The reference's words, of which no row of the causes says what the library's are. */
  readonly unknownCause?: string
}

/** The reference prints its own hash values' collisions, and remnants of the shell script the case was taken from. */
const NOT_OUTPUT = /^(hash\(.*|dnl)?$/

/** Holds what the library made of a case against what the reference prints. */
export function compareLines(vector: Vector, lines: readonly Line[]): Verdict {
  const refusals = lines.filter(({ refused }) => refused !== undefined)
  if (vector.expect === 'error') {
    const [first] = refusals
    if (first === undefined)
      return { failure: `expected a refusal (${vector.output}), got ${lines.map(show).join('\n')}` }
  }
  const expected = vector.output.split('\n').filter((line) => !NOT_OUTPUT.test(line))
  // Of a command that is refused the output holds the error messages, not what was printed before.
  const actual = vector.expect === 'error' && expected.length === refusals.length ? refusals : lines
  if (actual.length !== expected.length) {
    return { failure: `expected ${expected.length} lines, got ${actual.length}:\n${actual.map(show).join('\n')}` }
  }
  const verdicts = actual.map((line, index) => compareLine(expected[index] as string, line))
  return (
    verdicts.find(({ failure }) => failure !== undefined) ?? verdicts.find(({ unknownCause }) => unknownCause) ?? {}
  )
}

function compareLine(reference: string, line: Line): Verdict {
  const { label = '', refused } = line
  if (!reference.startsWith(label)) return { failure: `expected ${reference}, got ${show(line)}` }
  const expected = reference.slice(label.length)
  if (refused !== undefined) {
    if (canonicalText(expected) !== undefined) return { failure: `expected ${reference}, got ${show(line)}` }
    const cause = compareCause(expected, refused)
    if (cause === 'another') return { failure: `expected the cause of “${expected}”, got “${refused.message}”` }
    return cause === 'same' ? {} : { unknownCause: expected }
  }
  const same =
    line.text === undefined ? canonicalText(expected) === canonical(line.value) : expected.trim() === line.text.trim()
  return same ? {} : { failure: `expected ${reference}\n     got ${show(line)}` }
}

function show({ label = '', value, refused, text }: Line): string {
  return label + (text ?? (refused === undefined ? canonical(value) : `refused: ${refused.message}`))
}
