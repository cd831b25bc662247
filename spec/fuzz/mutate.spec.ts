import t from 'tap'
import { seededRandom } from '../../lib/demo/random.js'
import { mutate } from './mutate.js'

const input = Buffer.from('{"a":[1,{"b":"c"}],"n":42}')
const other = Buffer.from('{"other":true}')

function mutations(seed: number): readonly string[] {
  const random = seededRandom(seed)
  return Array.from({ length: 2000 }, () =>
    Buffer.from(mutate(input, { random, words: ['a word'], other, maxBytes: 100 })).toString('latin1'),
  )
}

t.test('the same seed gives the same changes, another one others', async (t) => {
  t.strictSame(mutations(1), mutations(1))
  t.not(mutations(1).join(), mutations(2).join())
})

t.test('changes of all kinds, none too long, and the input stays as it was', async (t) => {
  const texts = mutations(3)
  const some = (what: string, test: (text: string) => boolean) => t.ok(texts.some(test), what)
  some('a word of the target', (text) => text.includes('a word'))
  some('a part of another input', (text) => text.includes('"other'))
  some('JSON with a member less', (text) => text === '{"a":[1,{"b":"c"}]}')
  some('a number at an edge', (text) => text.includes('9007199254740993'))
  some('a part', (text) => text.length > 0 && text.length < input.length && input.toString().startsWith(text))
  some('the longest there may be', (text) => text.length === 100)
  t.ok(texts.every((text) => text.length <= 100))
  t.equal(input.toString(), '{"a":[1,{"b":"c"}],"n":42}')
  const nothing = mutate(Buffer.alloc(0), { random: seededRandom(1), words: [], other: Buffer.alloc(0), maxBytes: 10 })
  t.ok(nothing.length <= 10)
})
