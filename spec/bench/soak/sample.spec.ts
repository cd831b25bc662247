import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { compareCensuses, takeCensus } from '../../../bench/soak/heap.js'
import { INSPECTED, openInspector } from '../../../bench/soak/inspector.js'
import { takeSample } from '../../../bench/soak/sample.js'
import { startProgram } from '../../support/child-process.js'
import { tempDir } from '../../support/temp-dir.js'

/** Leaks one of each kind when it is told to. */
const LEAKY = `
import { setMaxListeners } from 'node:events'
import { createServer, Socket } from 'node:net'
class Leaked {}
const kept = []
const later = setTimeout
const index = new Map()
const signal = new AbortController().signal
globalThis.leak = async (count) => {
  for (let n = 0; n < count; n++) {
    index.set(index.size, new Leaked())
    kept.push(Buffer.alloc(100_000))
    signal.addEventListener('abort', () => {})
    process.on('SIGUSR2', () => {})
    later(() => {}, 1e6)
    await new Promise((resolve) => createServer().listen(0, '127.0.0.1', resolve))
  }
}
globalThis.fail = () => { throw new RangeError('on purpose') }
globalThis.halfMade = Object.create(Socket.prototype)
setMaxListeners(0, process, signal)
setInterval(() => {}, 1e6)
globalThis.setTimeout = () => { throw new Error('a timer made while Node.js may be at work on its timers') }
process.stdout.write('ready')
`

t.test('sees what a program leaks, of each kind', async (t) => {
  const path = join(tempDir(t), 'leaky.mjs')
  writeFileSync(path, LEAKY)
  const program = await startProgram(t, process.execPath, [path], {
    env: INSPECTED,
    ready: ({ output }) => output().includes('ready'),
  })
  const inspector = await openInspector(t, program)
  const [leaks, rounds] = [20, 2]
  const samples = [await takeSample(program.pid, inspector)]
  const censuses = [takeCensus(await inspector.heapSnapshot())]
  for (let round = 0; round < rounds; round++) {
    await inspector.evaluate(`leak(${leaks})`)
    samples.push(await takeSample(program.pid, inspector))
    censuses.push(takeCensus(await inspector.heapSnapshot()))
  }
  const [before, , after] = samples
  const grown = (quantity: keyof NonNullable<typeof before>) => (after?.[quantity] ?? 0) - (before?.[quantity] ?? 0)
  for (const quantity of ['fds', 'handles', 'timers'] as const) t.equal(grown(quantity), leaks * rounds, quantity)
  t.ok(grown('listeners') >= 2 * leaks * rounds, 'those of emitters and of signals')
  t.ok(grown('entries') >= leaks * rounds)
  t.ok(grown('elements') >= leaks * rounds)
  t.ok(grown('buffers') >= (leaks * rounds * 100_000) / 1e6)
  t.ok(Number(before?.rss) > 0 && Number(before?.heap) > 0)
  const kinds = compareCensuses(censuses, [leaks, leaks]).map(({ kind }) => kind)
  t.ok(kinds.includes('object Leaked') && kinds.includes('object Server'), 'and names it')
  t.notOk(compareCensuses(censuses, [leaks + 1, leaks + 1]).some(({ kind }) => kind === 'object Leaked'))

  await t.rejects(inspector.evaluate('fail()'), /RangeError: on purpose/)
  await program.stop()
  await t.rejects(inspector.evaluate('1'), /has ended|not open/i)
})
