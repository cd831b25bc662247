import t from 'tap'
import { InvalidReplyError } from '../../../lib/ovsdb/errors.js'
import { AbortedError, ConstraintViolationError, OperationError } from '../../../lib/ovsdb/operation/errors.js'
import { readTransactOutcome, readTransactResult } from '../../../lib/ovsdb/operation/transact-result.js'

function failure(reply: unknown, operations: number): unknown {
  try {
    readTransactResult(reply, operations)
  } catch (error) {
    return error
  }
  return undefined
}

t.test('one result per operation', async (t) => {
  t.strictSame(readTransactResult([], 0), [])
  const results = [{ uuid: ['uuid', 'x'] }, {}, { rows: [] }, { count: 1, error: null }]
  t.strictSame(readTransactResult(results, 4), results)
})

t.test('an operation that failed is followed by nulls', async (t) => {
  const error = failure([{ count: 1 }, { error: 'constraint violation', details: 'z is not allowed' }, null, null], 4)
  t.ok(error instanceof ConstraintViolationError)
  t.match(error, { operation: 1, details: 'z is not allowed' })
  t.match(failure([{ error: 'aborted' }], 3), { operation: 0 }, 'also when the nulls are left out')
})

t.test('an error behind the results is of the commit', async (t) => {
  const error = failure([{}, {}, { error: 'aborted' }], 2)
  t.ok(error instanceof AbortedError)
  t.match(error, { operation: undefined, message: 'commit failed: aborted' })
})

t.test('details and syntax are taken only as text', async (t) => {
  const error = failure([{ error: 'e', details: null, syntax: 5 }], 1)
  t.ok(error instanceof OperationError)
  t.match(error, { message: /^operation 0 failed: e$/, details: undefined, syntax: undefined })
  t.match(failure([{ error: 'e', syntax: '{}' }], 1), { syntax: '{}' })
})

t.test('what is no reply to so many operations', async (t) => {
  const cases: readonly (readonly [unknown, number, string])[] = [
    [undefined, 1, 'an array of results, got undefined'],
    [{ rows: [] }, 1, 'an array of results, got { rows: [] }'],
    [[], 1, '1 results, got []'],
    [[{}], 2, '2 results, got [ {} ]'],
    [[{}, {}], 1, '1 results, got [ {}, {} ]'],
    [[{ error: 5 }, null], 1, '1 results, got [ { error: 5 }, null ]'],
  ]
  for (const [reply, operations, text] of cases) {
    const error = failure(reply, operations)
    t.ok(error instanceof InvalidReplyError)
    t.match(error, { message: `reply to "transact": expected ${text}` })
  }
})

t.test('parameters that the server cannot read', async (t) => {
  const reply = { error: 'syntax error', details: 'database name expected as first parameter', syntax: '[]' }
  const { results, error } = readTransactOutcome(reply, 2)
  t.strictSame(results, [])
  t.match(error, {
    name: 'SyntaxRejectedError',
    operation: undefined,
    syntax: '[]',
    message: 'the request failed: syntax error: database name expected as first parameter',
  })
})

t.test('the outcome: what was done before the failure, and the failure', async (t) => {
  t.strictSame(readTransactOutcome([{ count: 1 }, {}], 2), { results: [{ count: 1 }, {}], error: undefined })
  const { results, error } = readTransactOutcome([{ count: 1 }, { error: 'aborted' }, null], 3)
  t.strictSame(results, [{ count: 1 }])
  t.match(error, { error: 'aborted', operation: 1 })
  const commit = readTransactOutcome([{}, {}, { error: 'aborted' }], 2)
  t.strictSame(commit.results, [{}, {}])
  t.match(commit.error, { error: 'aborted', operation: undefined })
})
