import t from 'tap'
import { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, UsageError } from '../../lib/terminal/errors.js'

t.test('wrong usage, and the exit statuses of the help', async (t) => {
  t.match(new UsageError('--db: no'), { name: 'UsageError', code: 'USAGE', message: '--db: no' })
  t.strictSame([EXIT_DONE, EXIT_FAILED, EXIT_USAGE], [0, 1, 2])
})
