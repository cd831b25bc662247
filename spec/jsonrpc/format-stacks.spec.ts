import t from 'tap'
import { formatStacks } from '../../lib/jsonrpc/format-stacks.js'
import { collectGarbage } from '../support/collect-garbage.js'

class Failing {
  fail(cause?: unknown): Error {
    return new Error('expected none of this', { cause })
  }
}

/** Of what made an error and its cause, whether it lives on with the error. */
async function keptMakers(look: (error: Error) => void): Promise<readonly boolean[]> {
  const { error, makers } = (() => {
    const [first, second] = [new Failing(), new Failing()]
    return { error: second.fail(first.fail()), makers: [new WeakRef(first), new WeakRef(second)] }
  })()
  look(error)
  // A WeakRef keeps what it refers to until the job that made it is over.
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  const kept = makers.map((maker) => maker.deref() !== undefined)
  t.equal(error.message, 'expected none of this', 'the error is there')
  return kept
}

t.test('an error whose stack is text holds nothing of what made it, and neither does its cause', async (t) => {
  t.strictSame(await keptMakers(() => {}), [true, true], 'as V8 has it')
  t.strictSame(await keptMakers(formatStacks), [false, false])
})

t.test('what is thrown may be no error', async (t) => {
  for (const thrown of [undefined, null, 'text', { cause: 1 }]) t.doesNotThrow(() => formatStacks(thrown))
})
