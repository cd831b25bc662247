import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { readInput } from '../../lib/cli/input.js'

async function* inPieces(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text)
}

t.test('all of it, up to as much as there may be', async (t) => {
  t.equal(String(await readInput(inPieces('a', 'b', 'cd'), 'it', 4)), 'abcd')
  t.equal(String(await readInput(inPieces(), 'it', 4)), '')
  await t.rejects(readInput(inPieces('a', 'b', 'cde'), 'it', 4), {
    name: 'UsageError',
    message: 'expected at most 4 bytes, got more from it',
  })
})

t.test('what never ends is read no further', async (t) => {
  let [read, open] = [0, true]
  async function* endless() {
    try {
      for (; ; read++) {
        await setImmediate()
        yield Buffer.alloc(10)
      }
    } finally {
      open = false
    }
  }
  await t.rejects(readInput(endless(), '"/dev/zero"', 100), {
    name: 'UsageError',
    message: /got more from "\/dev\/zero"$/,
  })
  t.equal(read, 10)
  t.equal(open, false)
})

t.test('what cannot be read', async (t) => {
  async function* failing() {
    yield Buffer.from('a')
    throw Object.assign(new Error('no'), { code: 'EISDIR' })
  }
  await t.rejects(readInput(failing(), '"/tmp"', 100), {
    name: 'UsageError',
    message: 'expected a file that can be read, got "/tmp" (EISDIR)',
  })
})
