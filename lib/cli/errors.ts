import { OutcomeUnknownError } from '../ovsdb/index.js'

/** The operands or the input are not what the command takes; the text says what was expected and what came. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const EXIT_DONE = 0
export const EXIT_FAILED = 1
export const EXIT_USAGE = 2
export const EXIT_UNKNOWN = 3

/** The exit status that tells of an error. */
export function exitStatusOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT_USAGE
  return error instanceof OutcomeUnknownError ? EXIT_UNKNOWN : EXIT_FAILED
}
