import { stringifyJson } from '../../jsonrpc/index.js'
import { OvsdbError } from '../errors.js'
import type { WireError } from '../operation/errors.js'

/** The error strings of RFC 7047 (sections 4.1 and 5.2), and Open vSwitch's own for names it does not know. */
export type ErrorString =
  | 'aborted'
  | 'constraint violation'
  | 'domain error'
  | 'duplicate uuid'
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

/** Something breaks the rules of the database's schema; `code` is the error string a server would answer with. */
export class DatabaseError extends OvsdbError {
  override readonly name: string = 'DatabaseError'
  declare readonly code: ErrorString
  readonly #syntax: unknown

  /** @param syntax the JSON that is wrong, where it helps to see it */
  constructor(code: ErrorString, details: string, syntax?: unknown) {
    super(code, details)
    this.#syntax = syntax
  }

  /** The `<error>` of RFC 7047 section 5.1. */
  toWire(): WireError {
    const wire = { error: this.code, details: this.message }
    return this.#syntax === undefined ? wire : { ...wire, syntax: stringifyJson(this.#syntax) }
  }
}
