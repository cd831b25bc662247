import t from 'tap'
import { EXIT_FAILED, EXIT_UNKNOWN, EXIT_USAGE, exitStatusOf, UsageError } from '../../lib/cli/errors.js'
import { OutcomeUnknownError } from '../../lib/index.js'

t.test('each kind of failure has its exit status', async (t) => {
  t.equal(exitStatusOf(new UsageError('x')), EXIT_USAGE)
  t.equal(exitStatusOf(new OutcomeUnknownError(new Error('x'))), EXIT_UNKNOWN)
  for (const error of [new Error('x'), 'x', undefined]) t.equal(exitStatusOf(error), EXIT_FAILED)
  t.strictSame([EXIT_FAILED, EXIT_USAGE, EXIT_UNKNOWN], [1, 2, 3])
})
