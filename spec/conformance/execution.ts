import { type Client, connect, type Outcome, type UntypedModel } from '../../lib/ovsdb/index.js'
import { parseSchema } from '../../lib/ovsdb/schema/parse-schema.js'
import type { DatabaseSchema } from '../../lib/ovsdb/schema/types.js'
import { withScope } from '../support/scope.js'
import { canonical, canonicalText } from './canonical.js'
import { compareCause } from './causes.js'
import type { Verdict } from './compare.js'
import { numbering } from './numbering.js'
import { programOperation, type WireOperation, wireResult } from './operations.js'
import { PATIENCE, startVectorServer } from './real-server.js'
import type { ExecutionVector } from './vector.js'

/** Which of two rows that share an index comes first depends on their random UUIDs. */
const EITHER_ROW = / {2}First row.*? (?=","error")/g

/** Runs the transactions of a case on a real ovsdb-server, through the client. */
export function runExecution(vector: ExecutionVector, schemaJson: object): Promise<Verdict> {
  const schema = parseSchema(schemaJson)
  return withScope(async (scope) => {
    const { remote } = await startVectorServer(scope, schemaJson)
    const client = await connect<string>(remote, { database: schema.name, requestTimeout: PATIENCE })
    scope.teardown(() => client.close())
    return compareTransactions(vector, schema, client)
  })
}

async function compareTransactions(
  vector: ExecutionVector,
  schema: DatabaseSchema,
  client: Client<UntypedModel>,
): Promise<Verdict> {
  const number = numbering()
  for (const [index, [, ...operations]] of vector.transactions.entries()) {
    const expected = vector.output[index] ?? ''
    const wire = operations as readonly WireOperation[]
    const outcome = await perform(wire, schema, client)
    if (outcome instanceof Error) {
      const cause = compareCause(expected, outcome)
      if (cause !== 'same') return { failure: `expected ${expected}, got the refusal “${outcome.message}”` }
      continue
    }
    const actual = number(canonical(inWords(outcome, wire, schema)))
    if (comparable(actual) !== comparable(canonicalText(expected) ?? expected)) {
      return { failure: `transaction ${index + 1}: expected ${expected}\n     got ${actual}` }
    }
  }
  return {}
}

/** The outcome, or why the library does not send them. */
async function perform(
  operations: readonly WireOperation[],
  schema: DatabaseSchema,
  client: Client<UntypedModel>,
): Promise<Outcome<readonly unknown[]> | Error> {
  try {
    return await client.transact(operations.map((operation) => programOperation(operation, schema)))
  } catch (error) {
    return error as Error
  }
}

/** The outcome in the form of the wire. */
function inWords(
  outcome: Outcome<readonly unknown[]>,
  wire: readonly WireOperation[],
  schema: DatabaseSchema,
): readonly unknown[] {
  if (outcome.status === 'unknown') throw outcome.cause
  const results = outcome.results.map((result, index) => wireResult(wire[index] as WireOperation, result, schema))
  if (outcome.status === 'committed') return results
  const { error, details, syntax } = outcome.error
  return [...results, { error, details, syntax }]
}

function comparable(text: string): string {
  return text.replace(/(,null)+\]$/, ']').replace(EITHER_ROW, '')
}
