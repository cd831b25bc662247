import t from 'tap'
import { eventually } from './eventually.js'
import { startOvsdbCluster } from './ovsdb-cluster.js'
import { writeTestSchema } from './test-schema.js'
import { missing } from './which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool', 'ovs-appctl')

const insert = (name: string) => ({ op: 'insert', table: 'Other', row: { name } })
const select = { op: 'select', table: 'Other', where: [], columns: ['name'] }

async function names(member: { transact(operations: readonly object[]): Promise<readonly unknown[]> }) {
  const [result] = (await member.transact([select])) as readonly { readonly rows: readonly { name: string }[] }[]
  return result?.rows.map(({ name }) => name).sort()
}

t.test('replicates, hands over, loses its leader, takes it back', { skip }, async (t) => {
  const cluster = await startOvsdbCluster(t, { schema: writeTestSchema(t) })
  t.equal(cluster.members.length, 3)
  const first = await cluster.leader()
  const [follower] = await cluster.followers()
  t.equal((await cluster.followers()).length, 2)
  await follower?.transact([insert('by way of a follower')])
  t.strictSame(await names(first), ['by way of a follower'])

  const second = await cluster.transferLeadership()
  t.not(second, first)
  t.equal(await first.leads(), false)

  await second.kill()
  t.equal(second.running, false)
  const third = await cluster.leader()
  t.not(third, second)
  await third.transact([insert('of two')])

  await second.restart()
  await cluster.settled()
  await eventually(async () => (await names(second))?.length === 2)
})

t.test('a member that is isolated knows nothing of the others', { skip }, async (t) => {
  const cluster = await startOvsdbCluster(t, { schema: writeTestSchema(t) })
  const [follower] = await cluster.followers()
  await follower?.isolate()
  await (await cluster.leader()).transact([insert('unseen')])
  t.strictSame(follower && (await names(follower)), [])
  await follower?.restart()
  await eventually(async () => follower && (await names(follower))?.length === 1)
})
