import t from 'tap'
import { eventually } from '../../support/eventually.js'
import { freePort } from '../../support/free-port.js'
import { type ClusterMember, startOvsdbCluster } from '../../support/ovsdb-cluster.js'
import { VSWITCH_SCHEMA } from '../../support/ovsdb-server.js'
import { missing } from '../../support/which.js'
import { switchSamples } from './switch-samples.js'
import { counted, fillSwitch, watchSwitch } from './watched-switch.js'

const INTERFACES = 4

t.test('a cluster of three', { skip: missing('ovsdb-server', 'ovsdb-tool', 'ovs-appctl') }, async (t) => {
  const cluster = await startOvsdbCluster(t, { schema: VSWITCH_SCHEMA })
  /** Members that are there, and not cut off from the others. */
  const cutOff = new Set<ClusterMember>()
  const members = () => cluster.members.filter((member) => member.running && !cutOff.has(member))
  const transact = async (operations: readonly object[]) => {
    const [member] = members()
    if (member === undefined) throw new Error('expected a member')
    return member.transact(operations)
  }
  await fillSwitch(transact, INTERFACES)
  const { truth, down, observe, proxies, watches } = await watchSwitch(t, {
    transact,
    ports: cluster.members.map(({ port }) => port),
  })
  /** Counts on, and waits until it has come to every member: a follower may be a moment behind the leader. */
  const count = (update: number) =>
    truth.change(async () => {
      const expected = eventually(() => transact(counted(INTERFACES, update)))
      await expected
      const there = JSON.stringify(await switchSamples(transact))
      for (const member of members()) {
        await eventually(
          async () => JSON.stringify(await switchSamples((operations) => member.transact(operations))) === there,
        )
      }
    })
  const right = () => Promise.all(watches.map((watch) => watch.right()))
  /** The ways to one member. */
  const waysTo = (member: ClusterMember) =>
    proxies.filter((_, n) => n % cluster.members.length === cluster.members.indexOf(member))

  await t.test('the leader is killed', (t) =>
    observe(t, 'leader-killed', async () => {
      const leader = await cluster.leader()
      await leader.kill()
      await cluster.leader()
      await count(2)
      await right()
      await leader.restart()
      await cluster.settled()
    }),
  )

  await t.test('another member becomes the leader', (t) =>
    observe(t, 'leadership-moved', async () => {
      await cluster.transferLeadership()
      await count(3)
      await cluster.transferLeadership()
      await count(4)
    }),
  )

  await t.test('the majority is lost, and returns', (t) =>
    observe(t, 'majority-lost', async () => {
      const [one, two] = cluster.members
      await Promise.all([one?.kill(), two?.kill()])
      await down()
      await Promise.all([one?.restart(), two?.restart()])
      await cluster.settled()
      await count(5)
    }),
  )

  await t.test('there is a way to a follower only that has been cut off', (t) =>
    observe(t, 'stale-follower', async () => {
      const [follower] = await cluster.followers()
      if (follower === undefined) throw new Error('expected a follower')
      await follower.isolate()
      const nowhere = await freePort()
      const others = cluster.members.filter((member) => member !== follower)
      for (const proxy of others.flatMap(waysTo)) {
        proxy.leadTo(nowhere)
        proxy.cut()
      }
      // Until it notices that it hears of nobody it tells what it knows; no more has come to be by then.
      const status = () => follower.appctl('cluster/status', cluster.database)
      await eventually(async () => /^Status: disconnected/m.test(await status()))
      await down()
      cutOff.add(follower)
      await count(6)
      await down()
      for (const member of others) for (const proxy of waysTo(member)) proxy.leadTo(member.port)
      await right()
      await follower.restart()
      cutOff.delete(follower)
      await cluster.settled()
    }),
  )
})
