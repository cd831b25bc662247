import t from 'tap'
import { SharedText } from '../../../lib/exporter/exposition/shared-text.js'

const PIECES = [Buffer.from('one '), Buffer.from('zwei ü')]

t.test('its size in bytes', async (t) => {
  const text = new SharedText(PIECES, () => {})
  t.equal(text.pieces, PIECES)
  t.equal(text.length, 11)
  t.equal(new SharedText([], () => {}).length, 0)
})

t.test('is given back once, when the last reader is done', async (t) => {
  const givenBack: (readonly Uint8Array[])[] = []
  const text = new SharedText(PIECES, (pieces) => givenBack.push(pieces))
  const readers = [text.read(), text.read(), text.read()]
  for (const done of readers) {
    t.equal(givenBack.length, 0)
    done()
  }
  t.strictSame(givenBack, [PIECES])
  t.equal(givenBack[0], PIECES)
})

t.test('is compressed once, for all, and not given back before that is done', async (t) => {
  let compressions = 0
  let givenBack = 0
  let finish = (_compressed: Buffer) => {}
  const text = new SharedText(
    PIECES,
    () => givenBack++,
    (pieces) => {
      compressions++
      t.equal(pieces, PIECES)
      return new Promise((resolve) => {
        finish = resolve
      })
    },
  )
  const readers = [text.read(), text.read()]
  t.equal(compressions, 0, 'not before it is asked for')
  const asked = [text.compressed(), text.compressed()]
  for (const done of readers) done()
  t.equal(givenBack, 0, 'it is being read')
  const compressed = Buffer.from('z')
  finish(compressed)
  t.ok((await Promise.all(asked)).every((answer) => answer === compressed))
  t.strictSame([compressions, givenBack], [1, 1])
})

t.test('is not compressed for nobody', async (t) => {
  let givenBack = 0
  let told: AbortSignal | undefined
  const text = new SharedText(
    PIECES,
    () => givenBack++,
    (_, signal) => {
      told = signal
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  )
  const readers = [text.read(), text.read()]
  const compressed = text.compressed()
  readers[0]?.()
  t.equal(told?.aborted, false, 'another waits for it')
  readers[1]?.()
  t.equal(told?.aborted, true)
  t.equal(givenBack, 0, 'it is being read')
  await t.rejects(compressed, { name: 'AbortError' })
  t.equal(givenBack, 1)
})

t.test('what cannot be compressed is given back nevertheless', async (t) => {
  let givenBack = 0
  const text = new SharedText(
    PIECES,
    () => givenBack++,
    () => Promise.reject(new Error('no memory')),
  )
  const done = text.read()
  await t.rejects(text.compressed(), { message: 'no memory' })
  done()
  t.equal(givenBack, 1)
})
