import t from 'tap'
import { LabelCache } from '../../../lib/exporter/exposition/label-cache.js'

/** Asks for the labels of `key`, and says whether they had to be encoded. */
function encodes(cache: LabelCache<string>, key: string, identity: object): boolean {
  let encoded = false
  const labels = cache.get(key, identity, () => {
    encoded = true
    return `labels of ${key}`
  })
  if (labels !== `labels of ${key}`) throw new Error(`expected the labels of ${key}, got the ${labels}`)
  return encoded
}

t.test('encodes once, and keeps what every collection asks for', async (t) => {
  const cache = new LabelCache<string>()
  const identity = {}
  t.ok(encodes(cache, 'a', identity))
  t.notOk(encodes(cache, 'a', identity), 'within a collection')
  for (let collection = 0; collection < 5; collection++) {
    cache.turn()
    t.notOk(encodes(cache, 'a', identity), 'in the next one')
  }
  t.equal(cache.size, 1)
})

t.test('encodes anew when the identity is another object, however alike', async (t) => {
  const cache = new LabelCache<string>()
  const [before, after] = [{ name: 'a' }, { name: 'a' }]
  t.ok(encodes(cache, 'a', before))
  t.ok(encodes(cache, 'a', after))
  t.notOk(encodes(cache, 'a', after))
  cache.turn()
  t.ok(encodes(cache, 'a', before), 'the former one is not kept')
})

t.test('forgets what a collection did not ask for', async (t) => {
  const cache = new LabelCache<string>()
  const identity = {}
  cache.turn()
  encodes(cache, 'kept', identity)
  encodes(cache, 'dropped', identity)
  cache.turn()
  encodes(cache, 'kept', identity)
  t.equal(cache.size, 2, 'not before the collection has ended')
  cache.turn()
  t.equal(cache.size, 1)
  t.notOk(encodes(cache, 'kept', identity))
  t.ok(encodes(cache, 'dropped', identity))
})

t.test('forgets everything when nothing is asked for', async (t) => {
  const cache = new LabelCache<string>()
  cache.turn()
  encodes(cache, 'a', {})
  cache.turn()
  cache.turn()
  t.equal(cache.size, 0)
})

t.test('holds two collections at most, however many series there have been', async (t) => {
  const cache = new LabelCache<string>()
  const identity = {}
  for (let collection = 0; collection < 50; collection++) {
    cache.turn()
    for (let i = 0; i < 10; i++) encodes(cache, `${collection} ${i}`, identity)
    t.ok(cache.size <= 20)
  }
})

t.test('a key asked for twice in a collection, as another, hides no other that is gone', async (t) => {
  const cache = new LabelCache<string>()
  cache.turn()
  for (const key of ['a', 'gone']) encodes(cache, key, {})
  cache.turn()
  encodes(cache, 'a', {})
  encodes(cache, 'a', {})
  cache.turn()
  t.equal(cache.size, 1)
})
