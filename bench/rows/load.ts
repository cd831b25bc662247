import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Program, startProgram } from '../../spec/support/child-process.js'
import { eventually } from '../../spec/support/eventually.js'
import { startOvsdbServer } from '../../spec/support/ovsdb-server.js'
import { withScope } from '../../spec/support/scope.js'
import { tempDir } from '../../spec/support/temp-dir.js'
import { BareSocket } from '../bare-socket.js'
import { digits } from '../format.js'
import type { Row } from '../row.js'

const SCHEMA = {
  name: 'Load',
  version: '1.0.0',
  tables: {
    Counter: {
      isRoot: true,
      indexes: [['name']],
      columns: {
        name: { type: 'string' },
        statistics: { type: { key: 'string', value: 'integer', min: 0, max: 'unlimited' } },
      },
    },
  },
}

const UPDATES_PER_SECOND = 1000
/** Transactions a second; each updates as many rows as the rate asks for. */
const TRANSACTIONS_PER_SECOND = 20
/** A minute only where the table is large. */
const LARGE = 100_000
const SECONDS = 60
const SHORT_SECONDS = 5
const QUICK_SECONDS = 2
const BATCH = 1000
/** Milliseconds for a large table to be read, and for what is late to arrive. */
const DEADLINE = 120_000

/** What the program that follows reports. */
interface Followed {
  readonly rows: number
  readonly updates: number
  readonly equal: boolean
  readonly cpu: number
  readonly rss: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** A replica of a table with as many rows as there are endpoints, under steady writing. */
export const loadRow: Row = {
  name: 'load',
  title: `a replica in its own process, ${UPDATES_PER_SECOND} row updates a second: 99 % are read within`,
  measure: ({ endpoints, quick }) =>
    withScope(async (scope) => {
      const schema = join(tempDir(scope), 'load.ovsschema')
      writeFileSync(schema, JSON.stringify(SCHEMA))
      const ovsdb = await startOvsdbServer(scope, { schema })
      const writer = await BareSocket.connect(scope, ovsdb.port)
      const uuids = await fill(writer, endpoints)
      const program = await startProgram(
        scope,
        process.execPath,
        ['dist/bench/programs/follow.js', ovsdb.remote, 'Load', 'Counter'],
        { ready: ({ output }: Program) => output().includes('ready\n'), deadline: DEADLINE },
      )
      const seconds = quick ? QUICK_SECONDS : endpoints >= LARGE ? SECONDS : SHORT_SECONDS
      const written = await write(writer, uuids, seconds)
      await transact(writer, [{ op: 'insert', table: 'Counter', row: { name: 'done' } }])
      const report = await eventually(() => /^\{.*\}$/m.exec(program.output())?.[0], { deadline: DEADLINE })
      const { rows, updates, equal, cpu, rss, p50, p99, max } = JSON.parse(report) as Followed
      if (!equal || rows !== endpoints + 1) throw new Error(`the replica is not what a fresh select finds: ${report}`)
      return [
        {
          row: 'load',
          endpoints,
          value: p99,
          unit: 'ms',
          details:
            `${written} rows written in ${seconds} s, ${updates} changes read; equal to a fresh select of ${rows} rows; lag median ${p50} ms, ` +
            `largest ${max} ms; ${digits(rss / 1e6)} MB resident at most, ${digits(cpu / 1000)} s of a processor`,
          figures: { written, updates, rows, p50, p99, max, rss, cpu, seconds },
        },
      ]
    }),
}

async function fill(writer: BareSocket, count: number): Promise<readonly string[]> {
  const uuids: string[] = []
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from)
    const inserts = Array.from({ length: size }, (_, index) => ({
      op: 'insert',
      table: 'Counter',
      row: { name: `counter${from + index}`, statistics: ['map', [['rx_packets', index]]] },
    }))
    const results = await transact(writer, inserts)
    uuids.push(...results.map((result) => (result as { readonly uuid: readonly [string, string] }).uuid[1]))
  }
  return uuids
}

/** Row after row, evenly over the time; what the server is late with is not made up for. @returns rows written */
async function write(writer: BareSocket, uuids: readonly string[], seconds: number): Promise<number> {
  const each = UPDATES_PER_SECOND / TRANSACTIONS_PER_SECOND
  const began = performance.now()
  let written = 0
  for (let n = 0; n < seconds * TRANSACTIONS_PER_SECOND; n++) {
    const updates = Array.from({ length: Math.min(each, uuids.length) }, () => {
      const uuid = uuids[written++ % uuids.length]
      const statistics = [
        ['rx_packets', written],
        ['written', Date.now()],
      ]
      const where = [['_uuid', '==', ['uuid', uuid]]]
      return { op: 'update', table: 'Counter', where, row: { statistics: ['map', statistics] } }
    })
    await transact(writer, updates)
    await delay(Math.max(0, began + ((n + 1) * 1000) / TRANSACTIONS_PER_SECOND - performance.now()))
  }
  return written
}

async function transact(writer: BareSocket, operations: readonly object[]): Promise<readonly unknown[]> {
  const request = JSON.stringify({ id: 0, method: 'transact', params: ['Load', ...operations] })
  const [reply] = (await writer.ask([request])) as [{ readonly result: readonly unknown[] }]
  const failed = reply.result.find((result) => typeof result === 'object' && result !== null && 'error' in result)
  if (failed !== undefined) throw new Error(`a transaction was refused: ${JSON.stringify(failed)}`)
  return reply.result
}
