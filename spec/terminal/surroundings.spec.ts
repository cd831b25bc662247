import { PassThrough } from 'node:stream'
import t from 'tap'
import { surroundingsOf } from '../../lib/terminal/surroundings.js'

function scene(failure?: NodeJS.ErrnoException) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  if (failure !== undefined) stdout._write = (_chunk, _encoding, done) => done(failure)
  const streams = { stdin, stdout, stderr, env: {} } as unknown as NodeJS.Process
  return { ...surroundingsOf(streams), told: () => String(stderr.read() ?? ''), printed: () => String(stdout.read()) }
}

t.test('prints, and complains in one line that drives no terminal', async (t) => {
  const { print, complain, told, printed } = scene()
  t.equal(await print('text\n'), true)
  t.equal(printed(), 'text\n')
  complain('no\n\x1b[2J')
  t.equal(told(), 'ovs-interfaces: no\\x0a\\x1b[2J\n')
})

t.test('a reader that has gone away, and one that cannot take it', async (t) => {
  const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
  t.equal(await scene(gone).print('text'), false)
  await t.rejects(scene(new Error('ENOSPC')).print('text'), { message: 'cannot print: ENOSPC' })
})
