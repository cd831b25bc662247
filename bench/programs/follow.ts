import { isDeepStrictEqual } from 'node:util'
import { connect } from '../../lib/ovsdb/index.js'

/**
 * A client with a replica, in a process of its own, so that what it takes is its own. It prints `ready` when the replica
 * is there, and `seen NAME` when a row of that name comes which begins with `done`; then a report, and ends.
 *
 * Arguments: the remote, the database, the table. Its rows have a `name`, and `statistics` with the time of their writing.
 */
const [remote = '', database = '', table = ''] = process.argv.slice(2)
const columns = ['_uuid', 'name', 'statistics'] as const
await using client = await connect<string>(remote, { database, requestTimeout: 0 })
const began = process.cpuUsage()
const replica = await client.replicate({ [table]: columns }, { timeout: 0 })
process.stdout.write('ready\n')

const lags: number[] = []
let updates = 0
let largest = 0
const done = new Promise<string>((resolve) => {
  replica.onChanges((changes) => {
    const now = Date.now()
    updates += changes.length
    for (const { kind, new: row } of changes) {
      const written = row?.statistics instanceof Map ? row.statistics.get('written') : undefined
      if (typeof written === 'number') lags.push(now - written)
      if (kind === 'insert' && String(row?.name).startsWith('done')) resolve(String(row?.name))
    }
    if (updates % 1000 < changes.length) largest = Math.max(largest, process.memoryUsage.rss())
  })
})
const last = await done
process.stdout.write(`seen ${last}\n`)

const { user, system } = process.cpuUsage(began)
const rss = process.memoryUsage.rss()
const { rows } = replica.table(table)
const fresh = await client.select(table, { columns })
const equal = isDeepStrictEqual(new Map(rows), new Map(fresh.map((row) => [row._uuid, row])))
lags.sort((a, b) => a - b)
const lag = (share: number) => lags[Math.floor((lags.length - 1) * share)] ?? 0
process.stdout.write(
  `${JSON.stringify({
    rows: rows.size,
    updates,
    equal,
    cpu: (user + system) / 1000,
    rss: Math.max(rss, largest),
    p50: lag(0.5),
    p99: lag(0.99),
    max: lag(1),
  })}\n`,
)
