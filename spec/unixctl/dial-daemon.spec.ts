import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { dialDaemon, socketOf } from '../../lib/unixctl/dial-daemon.js'
import { eventually } from '../support/eventually.js'
import { startScriptedServer } from '../support/scripted-server.js'
import { tempDir } from '../support/temp-dir.js'

const program = 'ovs-vswitchd'
const forever = new AbortController().signal

t.test('a pidfile leads to the socket of that process', async (t) => {
  const runDir = tempDir(t)
  await startScriptedServer(t, () => '', join(runDir, `${program}.4711.ctl`))
  writeFileSync(join(runDir, `${program}.pid`), '4711\n')
  const transport = await dialDaemon({ runDir, program }, forever)
  t.equal(transport.name, `unix:${runDir}/${program}.4711.ctl`)
  transport.destroy()
})

t.test('a path is taken as it is', async (t) => {
  const path = join(tempDir(t), 'control')
  await startScriptedServer(t, () => '', path)
  const transport = await dialDaemon({ path }, forever)
  t.equal(transport.name, `unix:${path}`)
  transport.destroy()
})

t.test('what is wrong is told', async (t) => {
  const runDir = tempDir(t)
  const pidfile = join(runDir, `${program}.pid`)
  const socket = join(runDir, `${program}.4711.ctl`)
  const refusal = (message: string) => ({ code: 'DAEMON_NOT_FOUND', message })

  await t.rejects(
    dialDaemon({ runDir, program }, forever),
    refusal(`expected the pidfile of ${program} at ${pidfile}, got ENOENT`),
    'no pidfile',
  )
  for (const text of ['', 'vswitchd\n', '12 34\n', '-1']) {
    writeFileSync(pidfile, text)
    await t.rejects(
      dialDaemon({ runDir, program }, forever),
      refusal(`expected a process id in ${pidfile}, got ${JSON.stringify(text)}`),
      'a pidfile with something else',
    )
  }
  writeFileSync(pidfile, '4711\n')
  await t.rejects(
    dialDaemon({ runDir, program }, forever),
    refusal(`expected a daemon to listen on ${socket}, got ENOENT; ${pidfile}, which names it, is stale`),
    'a pidfile that was left',
  )
  writeFileSync(socket, '')
  await t.rejects(
    dialDaemon({ runDir, program }, forever),
    refusal(`expected a daemon to listen on ${socket}, got ECONNREFUSED; ${pidfile}, which names it, is stale`),
    'a pidfile and a socket that were left',
  )
  await t.rejects(
    dialDaemon({ path: socket }, forever),
    refusal(`expected a daemon to listen on ${socket}, got ECONNREFUSED`),
    'a path where nobody listens',
  )
  mkdirSync(join(runDir, 'ovsdb-server.pid'))
  await t.rejects(
    dialDaemon({ runDir, program: 'ovsdb-server' }, forever),
    refusal(`expected the pidfile of ovsdb-server at ${runDir}/ovsdb-server.pid, got a directory`),
  )
})

t.test('one socket is told from another in its place', async (t) => {
  const runDir = tempDir(t)
  const place = (pid: number) => {
    writeFileSync(join(runDir, `${program}.pid`), `${pid}\n`)
    return join(runDir, `${program}.${pid}.ctl`)
  }
  const identity = () => socketOf({ runDir, program })
  t.equal(identity(), undefined, 'no pidfile')
  const first = place(1)
  t.equal(identity(), undefined, 'no socket')
  writeFileSync(first, '')
  const before = identity()
  t.type(before, 'string')
  t.equal(identity(), before)
  rmSync(first)
  await eventually(() => {
    rmSync(first, { force: true })
    writeFileSync(first, '')
    return identity() !== before
  })
  const anew = identity()
  writeFileSync(place(2), '')
  t.not(identity(), anew, 'another process')
})

t.test('the signal ends it', async (t) => {
  const reason = new Error('enough')
  await t.rejects(dialDaemon({ path: join(tempDir(t), 'control') }, AbortSignal.abort(reason)), reason)
})
