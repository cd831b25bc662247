import t from 'tap'
import { operationError } from '../../../lib/ovsdb/operation/errors.js'
import { OutcomeUnknownError, resultsOf } from '../../../lib/ovsdb/transaction/outcome.js'

t.test('the results, or an exception', async (t) => {
  const results = [1, undefined] as const
  t.equal(resultsOf({ status: 'committed', results }), results)
  t.equal(resultsOf({ status: 'dry-run', results }), results)
  const error = operationError({ error: 'aborted' }, 0)
  t.throws(() => resultsOf({ status: 'rejected', error, results: [] }), error)
  const cause = new Error('the line broke')
  t.throws(() => resultsOf({ status: 'unknown', cause }), {
    name: 'OutcomeUnknownError',
    code: 'OUTCOME_UNKNOWN',
    message: 'the transaction may have been committed or not: the line broke',
    cause,
  })
  t.equal(new OutcomeUnknownError('gone').message, 'the transaction may have been committed or not: gone')
})
