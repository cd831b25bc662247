import t from 'tap'
import { parseDbStorageStatus } from '../../../lib/unixctl/commands/db-storage-status.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

t.test('3.1', async (t) => t.equal(parseDbStorageStatus(golden('get-db-storage-status.3.1')), 'ok'))

t.test('what went wrong', async (t) => {
  t.equal(
    parseDbStorageStatus(golden('get-db-storage-status.failed.written-after-2.15-source')),
    'Write failure: the log is not writable: No space left on device',
  )
})

t.test('no status', async (t) => {
  for (const text of ['', 'ok', 'status:\n']) t.throws(() => parseDbStorageStatus(text), { code: 'UNEXPECTED_REPLY' })
})

t.test('any text', async () => checkAnyText(parseDbStorageStatus))
