import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A case of the reference's test-suite; fixtures/vectors/README.md says what it holds. */
export interface Vector {
  readonly title: string
  readonly expect: 'ok' | 'error'
  readonly args: readonly string[]
  readonly output: string
  /** Of json.json only. */
  readonly input?: string
}

/** A case of ovsdb-execution.json. */
export interface ExecutionVector {
  readonly title: string
  readonly schema: string
  readonly transactions: readonly (readonly unknown[])[]
  readonly output: readonly string[]
}

/** A case of ovsdb-monitor.json. */
export interface MonitorVector {
  readonly title: string
  readonly kind: 'monitor' | 'monitorcond'
  readonly schema: string
  readonly before: readonly (readonly unknown[])[]
  readonly database: string
  readonly table: string
  readonly transactions: readonly (readonly unknown[])[]
  readonly columns: string
  readonly output: readonly string[]
  /** JSON text, like each of `conditionChanges`: the clauses of which one has to hold. */
  readonly condition?: string
  readonly conditionChanges?: readonly string[]
}

/** A case of ovsdb-idl.json. */
export interface IdlVector {
  readonly title: string
  readonly kind: string
  /** JSON text, the parameters of a `transact` each. */
  readonly before: readonly string[]
  readonly args: readonly string[]
  readonly output: readonly string[]
  /** A shell command through which the output goes before it is compared. */
  readonly filter?: string
  /** How many servers form a cluster; else there is one, and no cluster. */
  readonly servers?: number
}

/** One line of what the library makes of a case: a value, a refusal, or plain text; `label` stands before it. */
export interface Line {
  readonly label?: string
  readonly value?: unknown
  readonly refused?: Error
  readonly text?: string
}

export function readVectors(dir: string, file: string): readonly unknown[] {
  return JSON.parse(readFileSync(join(dir, file), 'utf8')) as readonly unknown[]
}
