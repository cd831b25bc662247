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
}

export interface Target {
  readonly sense: 'at most' | 'at least'
  readonly value: number
}

/** One line of the table. */
export interface Result {
  readonly row: string
  readonly endpoints: number
  /** What is compared with the target. */
  readonly value: number
  /** Behind the value: `× bare select`, `MB`. */
  readonly unit: string
  readonly target?: Target | undefined
  /** What the value was made of, for people. */
  readonly details: string
  /** The same for programs; milliseconds and bytes. */
  readonly figures: Readonly<Record<string, number>>
}

export interface Row {
  /** For `--only`. */
  readonly name: string
  readonly title: string
  /** Programs beside ovsdb-server and ovsdb-tool. */
  readonly programs?: readonly string[]
  /** Measures one size. */
  measure(context: Context): Promise<readonly Result[]>
}
