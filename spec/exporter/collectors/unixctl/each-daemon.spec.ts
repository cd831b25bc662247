import t from 'tap'
import { SourceError } from '../../../../lib/exporter/collectors/collector.js'
import { askEachDaemon } from '../../../../lib/exporter/collectors/unixctl/each-daemon.js'
import { asking } from '../../../support/ask.js'

const read = (ask: ReturnType<typeof asking>) => ask('x')
const a = { daemon: 'a', ask: asking({ x: '1' }) }
const b = { daemon: 'b', ask: asking({ x: '2' }) }
const failing = (daemon: string, error: Error) => ({ daemon, ask: asking({ x: error }) })

t.test('what each said', async (t) => {
  t.strictSame(await askEachDaemon([a, b, { daemon: 'c', ask: asking({}) }], read), {
    answers: [
      { daemon: 'a', answer: '1' },
      { daemon: 'b', answer: '2' },
    ],
    error: undefined,
  })
})

t.test('one that fails costs nothing of the others', async (t) => {
  const error = new Error('slow')
  t.strictSame(await askEachDaemon([failing('b', error), a], read), { answers: [{ daemon: 'a', answer: '1' }], error })
})

t.test('all of them failed: what nobody logged yet comes first', async (t) => {
  const logged = new SourceError('gone')
  const error = new Error('slow')
  await t.rejects(askEachDaemon([failing('a', logged), failing('b', error)], read), error)
  await t.rejects(askEachDaemon([failing('a', logged), failing('b', logged)], read), logged)
})

t.test('one failed, and the other does not have the command', async (t) => {
  const error = new Error('slow')
  t.strictSame(await askEachDaemon([failing('a', error), { daemon: 'b', ask: asking({}) }], read), {
    answers: [],
    error,
  })
})
