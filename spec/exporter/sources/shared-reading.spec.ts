import t from 'tap'
import { SourceError } from '../../../lib/exporter/collectors/collector.js'
import { SharedReading } from '../../../lib/exporter/sources/shared-reading.js'
import { NotConnectedError } from '../../../lib/ovsdb/index.js'
import { scrapeOf } from '../../support/scrape.js'

t.test('one reading for all the collectors of a scrape, and another for the next scrape', async (t) => {
  const reports: (string | undefined)[] = []
  const cutShort: (boolean | undefined)[] = []
  const script = { read: 0, failure: undefined as Error | undefined }
  const shared = new SharedReading(
    async () => {
      if (script.failure !== undefined) throw script.failure
      return ++script.read
    },
    {
      report: (error, isCutShort) => {
        reports.push(error?.message)
        cutShort.push(isCutShort)
      },
    },
  )
  const scrape = scrapeOf()
  t.strictSame(await Promise.all([shared.read(scrape), shared.read({ ...scrape })]), [1, 1])
  t.equal(await shared.read(scrapeOf()), 2)
  t.strictSame(reports, [undefined, undefined])
  script.failure = new Error('no column')
  const failing = scrapeOf()
  await t.rejects(shared.read(failing), { message: 'ovsdb: no column', cause: script.failure })
  await t.rejects(shared.read(failing), SourceError)
  t.strictSame(reports, [undefined, undefined, 'no column'], 'told once')
  const over = AbortSignal.abort(new Error('no time'))
  script.failure = over.reason
  await t.rejects(shared.read(scrapeOf(over)), SourceError)
  t.strictSame(reports.splice(3), ['no time'])
  t.strictSame(cutShort, [undefined, undefined, false, true])
  script.failure = new NotConnectedError('tcp:h', new Error('gone'))
  await t.rejects(shared.read(scrapeOf()), SourceError)
  t.equal(reports.length, 3, 'that there is no connection was told when it broke')
})
