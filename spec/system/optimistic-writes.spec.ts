import t from 'tap'
import { type Client, connect, operations, type SchemaModel, transactWithRetry } from '../../lib/index.js'
import { EVERY_SHAPE } from '../support/every-shape.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { writeTestSchema } from '../support/test-schema.js'
import { missing } from '../support/which.js'

type Shapes = SchemaModel<typeof EVERY_SHAPE>
const { insert, update, verify } = operations<Shapes>()

const WRITERS = 3
const WRITES = 20

/** Counts up in the row of that name, by what a replica on the same connection says. @returns how often it was built */
async function countUp(client: Client<Shapes>): Promise<number> {
  await using replica = await client.replicate({ thing: ['_uuid', 'name', 'n', 'counts'] })
  let built = 0
  for (let write = 1; write <= WRITES; write++) {
    const outcome = await transactWithRetry(
      client,
      () => {
        built++
        const [row] = replica.table('thing').find({ name: 'counter' })
        if (row === undefined) throw new Error('expected the counter in the replica')
        return [
          verify('thing', row._uuid, { n: row.n, counts: row.counts }),
          update('thing', [['_uuid', '==', row._uuid]], { n: Number(row.n) + 1 }),
        ]
      },
      { attempts: WRITERS * WRITES },
    )
    if (outcome.status !== 'committed') throw new Error(`expected it to be committed, got ${outcome.status}`)
  }
  return built
}

t.test(
  'programs that count in one row by their replicas lose nothing, and wait for nothing',
  { skip: missing('ovsdb-server', 'ovsdb-tool') },
  async (t) => {
    const server = await startOvsdbServer(t, { schema: writeTestSchema(t, EVERY_SHAPE) })
    const clients = await Promise.all(
      Array.from({ length: WRITERS }, () => connect(server.remote, { schema: EVERY_SHAPE })),
    )
    t.teardown(() => Promise.all(clients.map((client) => client.close())))
    const [client] = clients
    if (client === undefined) throw new Error('expected a client')
    await client.transact([insert('thing', { name: 'counter' })])
    const built = await Promise.all(clients.map(countUp))
    t.strictSame(await client.select('thing', { columns: ['n'] }), [{ n: WRITERS * WRITES }])
    t.ok(built.reduce((sum, each) => sum + each) > WRITERS * WRITES, 'there were conflicts')
    t.ok(
      built.every((each) => each <= WRITES * WRITERS),
      'each of another write: what is built anew is built on the newest',
    )
  },
)
