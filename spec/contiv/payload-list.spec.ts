import t from 'tap'
import { z } from 'zod'
import { parsePayload } from '../../lib/contiv/payload.js'
import { listOf } from '../../lib/contiv/payload-list.js'

t.test('an array of what fits', async (t) => {
  t.same(parsePayload(listOf(z.string()), ['a', 'a'], 'list'), ['a', 'a'])
  t.throws(() => parsePayload(listOf(z.string()), { 0: 'a' }, 'list'), {
    message: 'list: expected array, got object',
  })
})

t.test('of a million that do not fit, the first is told', async (t) => {
  const { error } = listOf(z.object({ name: z.string() })).safeParse(Array(1_000_000).fill({}))
  t.same(
    error?.issues.map(({ path }) => path),
    [[0, 'name']],
  )
})

t.test('limits', async (t) => {
  const limited = listOf(z.string(), { most: 2, keyOf: (text) => text.toLowerCase() })
  t.same(parsePayload(limited, ['a', 'b'], 'list'), ['a', 'b'])
  t.throws(() => parsePayload(limited, ['a', 1, 'c'], 'list'), {
    message: 'list: expected at most 2 of them, got 3',
  })
  const long = 'x'.repeat(200)
  t.throws(() => parsePayload(limited, [long, long.toUpperCase()], 'list'), {
    message: `list: [1]: expected each of them once, got ${'x'.repeat(120)}… again`,
  })
})

t.test('keys that are the same in UTF-8', async (t) => {
  const named = listOf(z.string(), { keyOf: (text) => text })
  t.throws(() => parsePayload(named, ['a\ud800', 'a\ud801'], 'list'), {
    message: 'list: [1]: expected each of them once, got a\ufffd again',
  })
  t.same(parsePayload(named, ['\ud83d\ude00', '\ud83d\ude01'], 'list'), ['\ud83d\ude00', '\ud83d\ude01'])
})
