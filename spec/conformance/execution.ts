import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dialSocket, Session } from '../../lib/jsonrpc/index.js'
import { readTransactOutcome } from '../../lib/ovsdb/operation/transact-result.js'
import { parseSchema } from '../../lib/ovsdb/schema/parse-schema.js'
import type { DatabaseSchema } from '../../lib/ovsdb/schema/types.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { withScope } from '../support/scope.js'
import { tempDir } from '../support/temp-dir.js'
import { canonical, canonicalText } from './canonical.js'
import { compareCause } from './causes.js'
import type { Verdict } from './compare.js'
import { operationOf, type RunnableOperation } from './operations.js'
import type { ExecutionVector } from './vector.js'

/** Which of two rows that share an index comes first depends on their random UUIDs. */
const EITHER_ROW = / {2}First row.*? (?=","error")/g

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Runs the transactions of a case on a real ovsdb-server, through the library's operations. */
export async function runExecution(vector: ExecutionVector, schemaJson: object): Promise<Verdict> {
  return withScope(async (scope) => {
    const path = join(tempDir(scope), 'vector.ovsschema')
    writeFileSync(path, JSON.stringify(schemaJson))
    const server = await startOvsdbServer(scope, { schema: path })
    const transport = await dialSocket(
      { host: '127.0.0.1', port: server.port },
      server.remote,
      AbortSignal.timeout(5000),
    )
    const session = new Session(transport)
    scope.teardown(() => session.close())
    return compareTransactions(vector, parseSchema(schemaJson), session)
  })
}

async function compareTransactions(
  vector: ExecutionVector,
  schema: DatabaseSchema,
  session: Session,
): Promise<Verdict> {
  const number = numbering()
  for (const [index, [database, ...operations]] of vector.transactions.entries()) {
    const expected = vector.output[index] ?? ''
    const prepared = prepare(operations, schema)
    if (prepared instanceof Error) {
      const cause = compareCause(expected, prepared)
      if (cause !== 'same') return { failure: `expected ${expected}, got the refusal “${prepared.message}”` }
      continue
    }
    const reply = await session.request('transact', [database, ...prepared.map(({ operation }) => operation)], {
      timeout: 5000,
    })
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

/** Replaces UUIDs by their number in the order in which they appear, over all the texts of a case. */
function numbering(): (text: string) => string {
  const numbers = new Map<string, number>()
  return (text) =>
    text.replace(UUID, (uuid) => {
      if (!numbers.has(uuid)) numbers.set(uuid, numbers.size)
      return `<${numbers.get(uuid)}>`
    })
}

function comparable(text: string): string {
  return text.replace(/(,null)+\]$/, ']').replace(EITHER_ROW, '')
}
