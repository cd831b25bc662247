import t from 'tap'
import type { Client } from '../../../lib/ovsdb/client/client.js'
import { connect, openClient } from '../../../lib/ovsdb/client/connect.js'
import type { Status } from '../../../lib/ovsdb/client/status.js'
import type { UntypedModel } from '../../../lib/ovsdb/model.js'
import { startProgram } from '../../support/child-process.js'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { type OvsdbCluster, startOvsdbCluster } from '../../support/ovsdb-cluster.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import type { Scope } from '../../support/scope.js'
import { tempDir } from '../../support/temp-dir.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovs-appctl')
const OPTIONS = { database: 'Test', backoff: { min: 10, max: 100 } } as const

const insert = (name: string) => ({ op: 'insert', table: 'Other', row: { name } })

async function names(client: Client<UntypedModel>): Promise<readonly string[]> {
  const rows = await client.select('Other', { columns: ['name'] })
  return rows.map(({ name }) => String(name))
}

/** The remote of the session there is. */
function remoteOf({ status }: Client<UntypedModel>): string | undefined {
  return status.state === 'connected' ? status.remote : undefined
}

/** Why sessions ended, or could not be had, below the errors that say whom they were with. */
function causes(statuses: readonly Status[]): readonly unknown[] {
  return statuses.flatMap((status) => (status.state === 'disconnected' ? [(status.cause as Error).cause] : []))
}

async function start(scope: Scope): Promise<OvsdbCluster> {
  return startOvsdbCluster(scope, { schema: writeTestSchema(scope) })
}

t.test('leaderOnly: follows the leader, whatever becomes of it, and tells the truth of writes', { skip }, async (t) => {
  const cluster = await start(t)
  const client = await connect(cluster.remote, { ...OPTIONS, leaderOnly: true })
  t.teardown(() => client.close())
  t.equal(remoteOf(client), (await cluster.leader()).remote)

  const committed: string[] = []
  const refused: string[] = []
  let writing = true
  const writer = (async () => {
    for (let n = 0; writing; n++) {
      const name = `n${n}`
      try {
        await client.transactRaw([insert(name)])
        committed.push(name)
      } catch (error) {
        if ((error as { code?: string }).code === 'NOT_CONNECTED') {
          refused.push(name)
          const attempt = client.statuses()
          for await (const { state } of attempt) if (state === 'connected') break
        }
      }
    }
  })()
  const followed = async () => {
    const leader = await cluster.leader()
    await eventually(() => remoteOf(client) === leader.remote && client.server?.leader)
    const reached = committed.length + 20
    await eventually(() => committed.length >= reached)
  }

  await cluster.transferLeadership()
  await followed()
  const leader = await cluster.leader()
  await leader.kill()
  await followed()
  await leader.restart()
  await cluster.settled()
  await cluster.transferLeadership()
  await followed()
  writing = false
  await writer

  const found = await names(client)
  t.equal(new Set(found).size, found.length, 'nothing twice')
  t.strictSame(
    committed.filter((name) => !found.includes(name)),
    [],
    'nothing lost that was committed',
  )
  t.strictSame(
    refused.filter((name) => found.includes(name)),
    [],
    'nothing there that was not sent',
  )
  t.comment(`${committed.length} committed, ${refused.length} refused`)
})

t.test('a follower that loses its cluster is left for another member', { skip }, async (t) => {
  const cluster = await start(t)
  const [lost, other] = await cluster.followers()
  if (lost === undefined || other === undefined) throw new Error('a cluster of three has two followers')
  const client = await connect([lost.remote, other.remote], { ...OPTIONS, random: () => 0 })
  t.teardown(() => client.close())
  t.equal(remoteOf(client), lost.remote)
  t.match(client.server, { model: 'clustered', leader: false, connected: true })
  const statuses: Status[] = []
  client.onStatus((status) => statuses.push(status))
  await lost.isolate()
  await eventually(() => remoteOf(client) === other.remote)
  t.match(causes(statuses)[0], { name: 'UnsuitableServerError', reason: 'disconnected' })
  await (await cluster.leader()).transact([insert('seen')])
  await eventually(async () => (await names(client)).includes('seen'))
})

t.test('without a member that will do, there is no connection, and it is said why', { skip }, async (t) => {
  const cluster = await start(t)
  const followers = await cluster.followers()
  const remotes = followers.map(({ remote }) => remote)
  await t.rejects(connect(remotes, { ...OPTIONS, leaderOnly: true }), {
    name: 'ConnectError',
    message: remotes.map((remote) => `to ${remote}: expected the leader of the cluster, got a follower`).join('; '),
  })
  const client = openClient(remotes, { ...OPTIONS, leaderOnly: true })
  t.teardown(() => client.close())
  await (await cluster.leader()).kill()
  await eventually(async () => remoteOf(client) === (await cluster.leader()).remote)
})

t.test('a server of another cluster is refused', { skip }, async (t) => {
  const schema = writeTestSchema(t)
  const [one, other] = [
    await startOvsdbCluster(t, { schema, size: 1 }),
    await startOvsdbCluster(t, { schema, size: 1 }),
  ]
  const [member] = one.members
  const client = await connect([one.remote, other.remote], { ...OPTIONS, random: () => 0 })
  t.teardown(() => client.close())
  t.equal(remoteOf(client), one.remote)
  const { cid } = client.server ?? {}
  const statuses: Status[] = []
  client.onStatus((status) => statuses.push(status))
  await member?.kill()
  const isRefused = (cause: unknown) =>
    cause instanceof AggregateError && cause.errors.some((error) => error.cause.reason === 'other-cluster')
  await eventually(() => causes(statuses).some(isRefused))
  await member?.restart()
  await eventually(() => remoteOf(client) === one.remote)
  t.equal(client.server?.cid, cid)
})

t.test('a relay', { skip }, async (t) => {
  const source = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const port = await freePort()
  const dir = tempDir(t)
  await startProgram(
    t,
    'ovsdb-server',
    [`relay:Test:${source.remote}`, `--remote=ptcp:${port}:127.0.0.1`, `--unixctl=${dir}/control.sock`],
    { env: { OVS_RUNDIR: dir }, ready: (program) => program.output().includes('|ovsdb-server (Open vSwitch)') },
  )
  const remote = `tcp:127.0.0.1:${port}`
  const client = openClient(remote, OPTIONS)
  t.teardown(() => client.close())
  await eventually(() => remoteOf(client))
  t.match(client.server, { model: 'relay', connected: true, leader: false })
  await client.transactRaw([insert('by way of the relay')])
  t.strictSame(await names(client), ['by way of the relay'])
  await t.rejects(connect(remote, { ...OPTIONS, leaderOnly: true }), { cause: { reason: 'not-leader' } })

  // For half a minute it hopes that its source returns, and goes on telling what it has.
  await source.kill()
  t.strictSame(await names(client), ['by way of the relay'])
  await source.restart()
  await client.transactRaw([insert('again')])
  t.strictSame([...(await names(client))].sort(), ['again', 'by way of the relay'])
})

t.test('a server that is read-only', { skip }, async (t) => {
  const schema = writeTestSchema(t)
  const active = await startOvsdbServer(t, { schema })
  await active.transact([insert('a')])
  const backup = await startOvsdbServer(t, { schema, args: [`--sync-from=${active.remote}`] })
  const client = await connect(backup.remote, OPTIONS)
  t.teardown(() => client.close())
  await eventually(async () => (await names(client)).length === 1)
  await t.rejects(client.transactRaw([insert('b')]), { name: /Error$/, message: /read.only/ })
  t.strictSame(await names(client), ['a'])
})
