import { existsSync } from 'node:fs'
import t from 'tap'
import { type Program, startProgram } from './child-process.js'
import { eventually } from './eventually.js'
import { withScope } from './scope.js'
import { missing } from './which.js'

const node = (code: string) => [process.execPath, ['-e', code]] as const
const FOR_EVER = 'setInterval(() => {}, 1000)'

t.test('is ready when its output says so, and ends with the scope', async (t) => {
  const program = await withScope(async (scope) => {
    const ready = (program: Program) => program.output().includes('listening')
    const program = await startProgram(scope, ...node(`console.error('listening'); ${FOR_EVER}`), { ready })
    t.ok(program.running)
    return program
  })
  t.notOk(program.running)
  t.equal(await program.ended, 'SIGTERM')
})

t.test('is killed when it does not listen to SIGTERM', async (t) => {
  const program = await startProgram(
    t,
    ...node(`process.on('SIGTERM', () => console.log('no')); console.log('up'); ${FOR_EVER}`),
    {
      ready: (program) => program.output().includes('up'),
    },
  )
  await program.stop()
  t.equal(await program.ended, 'SIGKILL')
  t.match(program.output(), 'no')
})

t.test('is ended although it was stopped', async (t) => {
  const program = await startProgram(t, ...node(FOR_EVER))
  program.signal('SIGSTOP')
  await program.stop()
  t.equal(await program.ended, 'SIGTERM')
  await program.stop()
})

t.test('what it printed is told when it ends early, is not ready in time, or cannot be started', async (t) => {
  const ready = () => false
  await t.rejects(
    startProgram(t, ...node('console.log("no such flag"); process.exit(2)'), { ready }),
    /ended \(2\).*\nno such flag/,
  )
  const never = async (program: Program) => {
    await eventually(() => program.output() === 'slow\n')
    return false
  }
  const slow = startProgram(t, ...node(`console.log('slow'); ${FOR_EVER}`), { ready: never, deadline: 1 })
  await t.rejects(slow, /not ready, and printed:\nslow/)
  await t.rejects(startProgram(t, 'no-such-program', [], { ready }), /no-such-program/)
})

t.test('of much output the end is kept', async (t) => {
  const program = await startProgram(t, ...node(`console.log('x'.repeat(1e6)); console.log('last'); ${FOR_EVER}`), {
    ready: (program) => program.output().endsWith('last\n'),
  })
  t.equal(program.output().length, 64 * 1024)
})

t.test('ends with a process that is killed and can do nothing itself', { skip: missing('setpriv') }, async (t) => {
  const lives = (pid: number) => existsSync(`/proc/${pid}`)
  const helper = new URL('child-process.js', import.meta.url)
  const parent = await startProgram(
    t,
    ...node(`
      import('${helper}').then(async ({ startProgram }) => {
        const { pid } = await startProgram({ teardown() {} }, process.execPath, ['-e', '${FOR_EVER}'])
        console.log('child', pid, '.')
      })`),
    { ready: (program) => / \.\n/.test(program.output()) },
  )
  const child = Number(/child (\d+)/.exec(parent.output())?.[1])
  t.ok(lives(child))
  parent.signal('SIGKILL')
  await parent.ended
  await eventually(() => !lives(child))
})
