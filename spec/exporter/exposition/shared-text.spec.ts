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
