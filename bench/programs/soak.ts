import { setTimeout as delay } from 'node:timers/promises'
import { HttpClient } from '../../lib/contiv/http-client.js'
import { type Client, connect, createClient, type OpenVSwitch } from '../../lib/ovsdb/index.js'

/**
 * A program that uses the client all the time, in all the ways that leave something to clear up. By `globalThis.soak` an
 * inspector has it rest, and looks what it did.
 *
 * Arguments: the remote of a switch whose connections break, that of one whose do not, that of a cluster with the
 * database `Test`, and a host and port where nobody listens.
 */
const [remote = '', undisturbed = '', cluster = '', nobody = ''] = process.argv.slice(2)

const counts = { changes: 0, replicas: 0, clients: 0, calls: 0, locks: 0, writes: 0, attempts: 0, requests: 0 }
export type Counts = typeof counts

/** An inspector halts the program anywhere, so it changes `wanted` and nothing else, which is looked at now and then. */
const soak = { counts, wanted: true, rests: false }

const RETRY = { min: 20, max: 200 }
const NO_PAUSE = { min: 10, max: 10 }
const TICK_MS = 100
const SHORT_MS = 50
/** Under one signal at a time. */
const CALLS = 20
/** Refused at each tick, to have an outage of many hours in a few minutes. */
const REQUESTS = 5

/** One signal for everything, which is never aborted: what is left on it stays. */
const { signal } = new AbortController()

await using node = await connect(remote, { database: 'Open_vSwitch', backoff: RETRY })
await using replica = await node.replicate({
  Interface: ['name', 'statistics', 'external_ids'],
  Port: ['_uuid', 'name'],
})
replica.onChanges((changes) => {
  counts.changes += changes.length
})
await using calm = await connect(undisturbed, { database: 'Open_vSwitch' })
await using leader = await connect<string>(cluster, { database: 'Test', leaderOnly: true, backoff: RETRY })
await using items = await leader.replicate({ Item: ['_uuid', 'name', 'number'] })

/** The outage that never ends. */
await using away = createClient(`tcp:${nobody}`, { database: 'Open_vSwitch', backoff: NO_PAUSE })
away.onStatus(({ state }) => {
  if (state === 'disconnected') counts.attempts++
})
const http = new HttpClient()

async function readReplica(): Promise<void> {
  for await (const _ of replica.changes({ signal })) counts.changes++
}

/** What is done with a client, and undone. */
function waysOf(client: Client<OpenVSwitch>): readonly (() => Promise<unknown>)[] {
  return [
    async () => {
      const where = { Interface: [['name', '==', 'nobody']] } as const
      await using short = await client.replicate({ Interface: ['name'] }, { where, signal, timeout: 5000 })
      counts.replicas++
      await short.setConditions({ Interface: true }, { signal, timeout: 5000 })
      for await (const _ of short.changes({ signal: AbortSignal.timeout(SHORT_MS) })) counts.changes++
    },
    async () => {
      for await (const { state } of client.statuses({ signal })) if (state === 'connected') break
    },
    async () => {
      await Promise.all(Array.from({ length: CALLS }, () => client.select('Bridge', { columns: ['name'], signal })))
      counts.calls += CALLS
    },
    async () => {
      await client.select('Interface', { columns: ['name'], signal: AbortSignal.timeout(1) })
    },
    async () => {
      await using _ = await client.lock('soak', { signal, timeout: 5000 })
      counts.locks++
    },
  ]
}

const ways: readonly (() => Promise<unknown>)[] = [
  ...waysOf(node),
  ...waysOf(calm),
  async () => {
    await using client = await connect(remote, { database: 'Open_vSwitch', signal })
    await client.select('Bridge', { columns: ['name'], signal })
    counts.clients++
  },
  async () => {
    await using _ = await leader.lock('soak', { signal, timeout: 5000 })
    counts.locks++
  },
  async () => {
    const name = `item${counts.writes}`
    const [uuid] = items.table('Item').rows.keys()
    const row = { name, number: counts.writes }
    const remove = uuid === undefined ? [] : [{ op: 'delete', table: 'Item', where: [['_uuid', '==', ['uuid', uuid]]] }]
    await leader.transactRaw([...remove, { op: 'insert', table: 'Item', row }], { signal, timeout: 5000 })
    counts.writes++
  },
  async () => {
    await away.replicate({ Interface: ['name'] }, { signal, timeout: SHORT_MS })
  },
  async () => {
    const refused = Array.from({ length: REQUESTS }, () => http.get(new URL(`http://${nobody}/`), signal))
    await Promise.allSettled(refused)
    counts.requests += REQUESTS
  },
]

/** A way that fails is no news: servers come and go. */
async function tick(): Promise<void> {
  await Promise.allSettled([...ways.map((way) => way()), delay(TICK_MS)])
}

function isSettled(): boolean {
  return node.status.state === 'connected' && leader.status.state === 'connected' && replica.state.state === 'synced'
}

async function work(): Promise<void> {
  for (;;) {
    soak.rests = !soak.wanted && isSettled()
    await (soak.wanted ? tick() : delay(SHORT_MS))
  }
}

const ended = new Promise<void>((resolve) => process.once('SIGTERM', resolve))
away.start()
void readReplica()
void work()
Object.assign(globalThis, { soak })
process.stdout.write('ready\n')
await ended
process.exit()
