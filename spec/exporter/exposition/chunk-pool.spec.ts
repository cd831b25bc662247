import t from 'tap'
import { CHUNK_BYTES, ChunkPool } from '../../../lib/exporter/exposition/chunk-pool.js'

t.test('a chunk given back serves again', async (t) => {
  const pool = new ChunkPool()
  const chunk = pool.take()
  t.equal(chunk.length, CHUNK_BYTES)
  pool.giveBack([chunk.subarray(0, 10)])
  const again = pool.take()
  t.equal(again.buffer, chunk.buffer)
  t.equal(again.length, CHUNK_BYTES, 'whole, however little of it was written')
})

t.test('a chunk serves one text at a time', async (t) => {
  const pool = new ChunkPool()
  const chunks = [pool.take(), pool.take()]
  pool.giveBack(chunks)
  const memory = [pool.take(), pool.take(), pool.take()].map(({ buffer }) => buffer)
  t.equal(new Set(memory).size, 3)
  t.ok(chunks.every(({ buffer }) => memory.includes(buffer)))
})

t.test('what is no chunk is not taken for one', async (t) => {
  const pool = new ChunkPool()
  const long = Buffer.allocUnsafeSlow(CHUNK_BYTES + 1)
  const short = Buffer.from('short')
  pool.giveBack([long, short, long.subarray(0, CHUNK_BYTES)])
  t.equal(pool.take().length, CHUNK_BYTES)
  const { buffer } = pool.take()
  t.ok(buffer !== long.buffer && buffer !== short.buffer)
})

t.test('keeps as many as the last text had', async (t) => {
  const pool = new ChunkPool()
  const large = Array.from({ length: 5 }, () => pool.take())
  pool.giveBack(large)
  pool.giveBack([pool.take()])
  const known = new Set(large.map(({ buffer }) => buffer))
  t.ok(known.has(pool.take().buffer))
  t.notOk(known.has(pool.take().buffer), 'the others were let go')
})
