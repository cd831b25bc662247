import { readTransactOutcome } from '../../lib/ovsdb/operation/transact-result.js'
import { parseSchema } from '../../lib/ovsdb/schema/parse-schema.js'
import type { DatabaseSchema } from '../../lib/ovsdb/schema/types.js'
import { canonical, canonicalText } from './canonical.js'
import { compareCause } from './causes.js'
import type { Verdict } from './compare.js'
import { numbering } from './numbering.js'
import { operationOf, type RunnableOperation } from './operations.js'
import { type Ask, withRealServer } from './real-server.js'
import type { ExecutionVector } from './vector.js'

/** Which of two rows that share an index comes first depends on their random UUIDs. */
const EITHER_ROW = / {2}First row.*? (?=","error")/g

/** Runs the transactions of a case on a real ovsdb-server, through the library's operations. */
export function runExecution(vector: ExecutionVector, schemaJson: object): Promise<Verdict> {
  return withRealServer(schemaJson, (ask) => compareTransactions(vector, parseSchema(schemaJson), ask))
}

async function compareTransactions(vector: ExecutionVector, schema: DatabaseSchema, ask: Ask): Promise<Verdict> {
  const number = numbering()
  for (const [index, [database, ...operations]] of vector.transactions.entries()) {
    const expected = vector.output[index] ?? ''
    const prepared = prepare(operations, schema)
    if (prepared instanceof Error) {
      const cause = compareCause(expected, prepared)
      if (cause !== 'same') return { failure: `expected ${expected}, got the refusal “${prepared.message}”` }
      continue
    }
    const reply = await ask('transact', [database, ...prepared.map(({ operation }) => operation)])
    const actual = number(canonical(resultsOf(reply, prepared)))
    if (comparable(actual) !== comparable(canonicalText(expected) ?? expected)) {
      return { failure: `transaction ${index + 1}: expected ${expected}\n     got ${actual}` }
    }
  }
  return {}
}

/** The operations, or why the library does not send them. */
function prepare(operations: readonly unknown[], schema: DatabaseSchema): readonly RunnableOperation[] | Error {
  try {
    return operations.map((operation) => operationOf(operation, schema))
  } catch (error) {
    return error as Error
  }
}

/** What the library reads of the reply, in the form of the wire. */
function resultsOf(reply: unknown, prepared: readonly RunnableOperation[]): readonly unknown[] {
  const { results, error } = readTransactOutcome(reply, prepared.length)
  const read = results.map((result, index) => prepared[index]?.read(result))
  if (error === undefined) return read
  return [...read, { error: error.error, details: error.details, syntax: error.syntax }]
}

function comparable(text: string): string {
  return text.replace(/(,null)+\]$/, ']').replace(EITHER_ROW, '')
}
