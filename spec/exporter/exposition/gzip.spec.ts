import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { gzip } from '../../../lib/exporter/exposition/gzip.js'

const PATIENT = new AbortController().signal

t.test('the pieces in their order, much smaller', async (t) => {
  const pieces = Array.from({ length: 16 }, (_, i) => Buffer.alloc(256 * 1024, `line ${i}\n`))
  const compressed = await gzip(pieces, PATIENT)
  t.ok(compressed.length < 100_000)
  t.ok(gunzipSync(compressed).equals(Buffer.concat(pieces)))
})

t.test('no more of a text is read than somebody waits for', async (t) => {
  const patience = new AbortController()
  let read = 0
  function* pieces(): Iterable<Buffer> {
    for (; read < 1000; read++) {
      if (read === 10) patience.abort()
      yield Buffer.alloc(64 * 1024, 'line\n')
    }
  }
  await t.rejects(gzip(pieces() as never, patience.signal), { name: 'AbortError' })
  t.ok(read < 100, `${read} of 1000`)
})

t.test('nothing is a text too', async (t) => {
  t.equal(gunzipSync(await gzip([], PATIENT)).length, 0)
})
