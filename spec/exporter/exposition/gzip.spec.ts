import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { gzip } from '../../../lib/exporter/exposition/gzip.js'

t.test('the pieces in their order, much smaller', async (t) => {
  const pieces = Array.from({ length: 16 }, (_, i) => Buffer.alloc(256 * 1024, `line ${i}\n`))
  const compressed = await gzip(pieces)
  t.ok(compressed.length < 100_000)
  t.ok(gunzipSync(compressed).equals(Buffer.concat(pieces)))
})

t.test('nothing is a text too', async (t) => {
  t.equal(gunzipSync(await gzip([])).length, 0)
})
