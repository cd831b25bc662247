import t from 'tap'
import { connect, operations, type SchemaModel, transactWithRetry, type Uuid } from '../../../lib/index.js'
import { EVERY_SHAPE } from '../../support/every-shape.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import type { Scope } from '../../support/scope.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

type Shapes = SchemaModel<typeof EVERY_SHAPE>
const { insert, update, verify, wait, comment } = operations<Shapes>()

/** A row that counts in its column `n`. */
async function start(scope: Scope) {
  const server = await startOvsdbServer(scope, { schema: writeTestSchema(scope, EVERY_SHAPE) })
  const client = await connect(server.remote, { schema: EVERY_SHAPE })
  scope.teardown(() => client.close())
  await client.transact([insert('thing', { name: 'counter' })])
  const read = async () => {
    const [row] = await client.select('thing', { columns: ['_uuid', 'n'] })
    if (row === undefined) throw new Error('expected the counter')
    return row
  }
  return { client, read }
}

const increment = ({ _uuid, n }: { readonly _uuid: Uuid<'thing'>; readonly n: number | bigint }) =>
  [verify('thing', _uuid, { n }), update('thing', [['_uuid', '==', _uuid]], { n: Number(n) + 1 })] as const

t.test('on a real server', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  t.test('many that write at once lose nothing', async (t) => {
    const { client, read } = await start(t)
    const writers = Array.from({ length: 8 }, () =>
      transactWithRetry(client, async () => increment(await read()), { attempts: 50 }),
    )
    for (const outcome of await Promise.all(writers)) t.match(outcome, { status: 'committed', results: [undefined, 1] })
    t.match(await read(), { n: 8 })
  })

  t.test('it is built anew after each conflict, when there is something newer, and not for ever', async (t) => {
    const { client, read } = await start(t)
    const stale = await read()
    await client.transact([update('thing', [], { n: 5 })])
    let built = 0
    let known = stale
    const conflicts: unknown[] = []
    const refreshed = await transactWithRetry(
      client,
      () => {
        built++
        return increment(known)
      },
      {
        refresh: async (conflict) => {
          conflicts.push(conflict)
          known = await read()
        },
      },
    )
    t.match(refreshed, { status: 'committed', results: [undefined, 1] })
    t.equal(built, 2)
    t.match(conflicts, [{ name: 'TimedOutError', operation: 0 }])
    t.match(await read(), { n: 6 })

    built = 0
    const hopeless = await transactWithRetry(
      client,
      () => {
        built++
        return increment(stale)
      },
      { attempts: 3 },
    )
    t.match(hopeless, { status: 'rejected', error: { name: 'TimedOutError' } })
    t.equal(built, 3)
  })

  t.test('nothing but a conflict is tried again', async (t) => {
    const { client } = await start(t)
    const late = wait('thing', { where: [], columns: ['n'], until: '==', rows: [{ n: 1 }], timeout: 1 })
    for (const operation of [insert('thing', { digit: 10 }), late, insert('thing', { name: 'counter' })] as const) {
      let built = 0
      const outcome = await transactWithRetry(client, () => {
        built++
        return [operation]
      })
      t.equal(outcome.status, 'rejected')
      t.equal(built, 1)
    }
    const unknown = await transactWithRetry(
      client,
      () => [wait('thing', { where: [], columns: ['n'], until: '==', rows: [{ n: 1 }] })],
      { timeout: 10 },
    )
    t.equal(unknown.status, 'unknown')
  })

  t.test('the signal ends it, also between two attempts', async (t) => {
    const { client, read } = await start(t)
    const stale = await read()
    await client.transact([update('thing', [], { n: 5 })])
    const controller = new AbortController()
    let built = 0
    const call = transactWithRetry(
      client,
      () => {
        built++
        return increment(stale)
      },
      {
        signal: controller.signal,
        refresh: async (_, signal) => {
          controller.abort(new Error('enough'))
          t.match(signal, { aborted: true, reason: { message: 'enough' } })
        },
      },
    )
    await t.rejects(call, { message: 'enough' })
    t.equal(built, 1)
  })

  t.test('its timeout is for all attempts', async (t) => {
    const { client, read } = await start(t)
    const stale = await read()
    await client.transact([update('thing', [], { n: 5 })])
    const never = () => new Promise<never>(() => {})

    await t.rejects(transactWithRetry(client, never, { timeout: 10 }), {
      message: 'expected operations to send within 10 ms, got nothing',
    })
    const conflict = await transactWithRetry(client, () => increment(stale), { timeout: 500, refresh: never })
    t.match(conflict, { status: 'rejected', error: { name: 'TimedOutError' } }, 'between two attempts')
    let built = 0
    const count = () => {
      built++
      return increment(stale)
    }
    const endless = await transactWithRetry(client, count, { timeout: 500, attempts: 1e9 })
    t.match(endless.status, /rejected|unknown/)
    t.ok(built > 1)
    const waiting = wait('thing', { where: [], columns: ['n'], until: '==', rows: [{ n: 1 }] })
    const unknown = await transactWithRetry(client, () => [waiting], { timeout: 10 })
    t.match(unknown, { status: 'unknown', cause: { code: 'REQUEST_TIMEOUT' } })
    await t.rejects(
      transactWithRetry(client, () => [], { timeout: -1 }),
      { code: 'INVALID_OPTION' },
    )
    t.match(await transactWithRetry(client, async () => increment(await read()), { timeout: 0 }), {
      status: 'committed',
    })
  })

  t.test('what build throws, and a count of attempts that is none', async (t) => {
    const { client } = await start(t)
    const build = () => {
      throw new Error('gone')
    }
    await t.rejects(transactWithRetry(client, build), { message: 'gone' })
    for (const attempts of [0, -1, 1.5, Number.NaN]) {
      await t.rejects(
        transactWithRetry(client, () => [comment('x')], { attempts }),
        { code: 'INVALID_OPTION', message: `attempts: expected an integer of at least 1, got ${attempts}` },
      )
    }
  })
})
