import type { Scope } from '../spec/support/scope.js'
import type { Effort } from './measure.js'
import type { Node } from './node.js'

/** What a row measures with. */
export interface Context {
  readonly endpoints: number
  readonly effort: Effort
  readonly quick: boolean
  /** Ends when all rows have measured this size. */
  readonly scope: Scope
  /** The node of this size, shared by the rows; started when first asked for. */
  node(): Promise<Node>
  /** What was measured so far, by this row and others. */
  readonly earlier: readonly Result[]
}

export interface Target {
  readonly sense: 'at most' | 'at least'
  readonly value: number
}

/** One measured value. */
export interface Result {
  /** The name of its row. */
  readonly row: string
  readonly endpoints: number
  /** What is compared with the target. */
  readonly value: number
  /** Behind the value: `× bare select`, `MB`. */
  readonly unit: string
  /** Absent where DESIGN sets none for this size. */
  readonly target?: Target | undefined
  /** What the value was made of, for people. */
  readonly details: string
  /** The same for programs: times in milliseconds. */
  readonly figures: Readonly<Record<string, number>>
}

/** One kind of measurement. */
export interface Row {
  /** For `--only`. */
  readonly name: string
  readonly title: string
  /** Programs it needs beside ovsdb-server and ovsdb-tool. */
  readonly programs?: readonly string[]
  /** Rows that must have measured before. */
  readonly after?: readonly string[]
  /** Measures one size. @throws when it cannot */
  measure(context: Context): Promise<readonly Result[]>
}
