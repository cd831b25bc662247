import { stringifyJson } from '../../jsonrpc/index.js'

/** The error strings of RFC 7047 (sections 4.1 and 5.2), and Open vSwitch's own three for names it does not know. */
export type ErrorString =
  | 'aborted'
  | 'constraint violation'
  | 'domain error'
  | 'duplicate uuid-name'
  | 'not owner'
  | 'not supported'
  | 'range error'
  | 'referential integrity violation'
  | 'syntax error'
  | 'timed out'
  | 'unknown column'
  | 'unknown database'
  | 'unknown function'
  | 'unknown mutator'

/** The `<error>` of RFC 7047 section 5.1. */
export interface WireError {
  readonly error: ErrorString
  readonly details: string
  readonly syntax?: string
}

/** A request, or an operation of a transaction, is refused; `code` is the RFC's error string. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError'
  readonly code: ErrorString
  readonly #syntax: unknown

  /** @param syntax the JSON that is wrong, where it helps to see it */
  constructor(code: ErrorString, details: string, syntax?: unknown) {
    super(details)
    this.code = code
    this.#syntax = syntax
  }

  toWire(): WireError {
    const wire = { error: this.code, details: this.message }
    return this.#syntax === undefined ? wire : { ...wire, syntax: stringifyJson(this.#syntax) }
  }
}
