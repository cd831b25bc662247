import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startOvsdbServer } from './ovsdb-server.js'
import { run } from './run.js'
import { tempDir } from './temp-dir.js'
import { missing } from './which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client', 'ovs-vsctl')

const addBridge = (name: string) => [
  { op: 'insert', table: 'Bridge', 'uuid-name': 'b', row: { name } },
  { op: 'insert', table: 'Open_vSwitch', row: { bridges: ['set', [['named-uuid', 'b']]] } },
]

t.test('answers over TCP and over its Unix socket', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  for (const remote of [ovsdb.remote, ovsdb.unix]) {
    t.equal(await run('ovsdb-client', ['list-dbs', remote]), 'Open_vSwitch\n_Server\n', remote)
  }
  t.match(await run('ovs-appctl', [`--target=${ovsdb.unixctl}`, 'version']), /^ovsdb-server/)
})

t.test('is killed, and returns on the same port with what was committed', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  await ovsdb.transact(addBridge('br-kept'))
  const { pid } = ovsdb
  await ovsdb.kill()
  await t.rejects(run('ovsdb-client', ['list-dbs', ovsdb.remote]), 'gone')
  await ovsdb.restart()
  t.not(ovsdb.pid, pid)
  t.equal(await run('ovs-vsctl', [`--db=${ovsdb.remote}`, 'list-br']), 'br-kept\n')
  await ovsdb.restart()
  t.ok(existsSync(ovsdb.unixctl), 'restarted while it ran')
})

t.test('is filled from a file', { skip }, async (t) => {
  const load = join(tempDir(t), 'load.json')
  writeFileSync(load, JSON.stringify(['Open_vSwitch', ...addBridge('br-loaded')]))
  const ovsdb = await startOvsdbServer(t, { load })
  t.equal(await run('ovs-vsctl', [`--db=${ovsdb.unix}`, 'list-br']), 'br-loaded\n')
})

t.test('refuses a bad transaction, and takes one of many megabytes', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  await t.rejects(ovsdb.transact([{ op: 'insert', table: 'Nowhere', row: {} }]), /No table named Nowhere/)
  const comment = 'x'.repeat(1024)
  const many = Array.from({ length: 4096 }, () => ({ op: 'comment', comment }))
  t.equal((await ovsdb.transact(many)).length, many.length)
})

t.test('ends with the scope', { skip }, async (t) => {
  let pid = 0
  await t.test('scope', async (t) => {
    ;({ pid } = await startOvsdbServer(t))
    t.ok(process.kill(pid, 0))
  })
  t.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
})

t.test('a port that is taken is said', { skip }, async (t) => {
  const { port } = await startOvsdbServer(t)
  await t.rejects(startOvsdbServer(t, { port }), /Address already in use/)
})
