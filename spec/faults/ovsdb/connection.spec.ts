import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { VSWITCH_SCHEMA } from '../../support/ovsdb-server.js'
import { delaying, holding, replacing, swapping, trickling } from '../../support/proxy-faults.js'
import type { Scope } from '../../support/scope.js'
import { passing } from '../../support/tcp-proxy.js'
import { tempDir } from '../../support/temp-dir.js'
import { missing } from '../../support/which.js'
import { counted, startWatchedSwitch } from './watched-switch.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')

t.jobs = 2

/** What the traffic is read from, and no more: a schema of 17 kB takes long byte by byte. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Open_vSwitch: ['bridges'],
  Bridge: ['name', 'ports'],
  Port: ['name', 'interfaces'],
  Interface: ['name', 'type', 'external_ids', 'statistics'],
}

function writeSmallSchema(scope: Scope): string {
  const { cksum: _, ...schema } = JSON.parse(readFileSync(VSWITCH_SCHEMA, 'utf8'))
  const tables = Object.entries(COLUMNS).map(([table, names]) => {
    const columns = Object.fromEntries(names.map((name) => [name, schema.tables[table].columns[name]]))
    return [table, { ...schema.tables[table], columns }]
  })
  const file = join(tempDir(scope), 'small.ovsschema')
  writeFileSync(file, JSON.stringify({ ...schema, tables: Object.fromEntries(tables) }))
  return file
}

t.test('one byte at a time', { skip }, async (t) => {
  const schema = writeSmallSchema(t)
  const { ovsdb, truth, observe, inject, proxies, watches } = await startWatchedSwitch(t, { schema, interfaces: 2 })
  await observe(t, 'single-bytes', async () => {
    inject(() => trickling)
    await truth.change(() => ovsdb.transact(counted(2, 2)))
    await Promise.all(watches.map((watch) => watch.right()))
    for (const proxy of proxies) proxy.cut()
    await Promise.all(watches.map((watch) => watch.right()))
    inject(() => passing)
  })
})

t.test('what comes late, or in another order', { skip }, async (t) => {
  const { ovsdb, truth, down, observe, inject, proxies, exporters, watches, interfaces } = await startWatchedSwitch(t)
  const connectAnew = () => {
    for (const proxy of proxies) proxy.cut()
  }
  const count = (update: number) => truth.change(() => ovsdb.transact(counted(interfaces, update)))
  const right = () => Promise.all(watches.map((watch) => watch.right()))

  await t.test('each reply 2 s late', (t) =>
    observe(t, 'slow-replies', async () => {
      inject(() => delaying(2000))
      await down()
      await count(3)
      for (const { scrape } of exporters) {
        t.match(await scrape({ 'X-Prometheus-Scrape-Timeout-Seconds': '20' }), /^ovs_up 1$/m, 'for who waits, it is up')
      }
      inject(() => passing)
      connectAnew() // lest what is still on its way be overtaken
    }),
  )

  await t.test('replies in the wrong order', (t) =>
    observe(t, 'swapped-replies', async () => {
      inject(() => swapping)
      connectAnew()
      await right()
      await count(4)
      for (const { scrape } of exporters) {
        const timeouts = ['7', '8', '9']
        const headers = timeouts.map((seconds) => ({ 'X-Prometheus-Scrape-Timeout-Seconds': seconds }))
        const texts = await Promise.all(headers.map((header) => scrape(header)))
        for (const text of texts) t.match(text, /^ovs_up 1$/m)
      }
      await right()
      inject(() => passing)
    }),
  )

  await t.test('replies that nobody waits for', (t) =>
    observe(t, 'unknown-ids', async () => {
      const strange = ['{"id":999999,"result":[],"error":null}', '{"id":"no such call","error":"canceled"}']
      inject(() => replacing((piece) => strange.join('') + piece + strange.join('')))
      await count(5)
      await right()
      connectAnew()
      await right()
      inject(() => passing)
    }),
  )

  await t.test('replies to calls that were given up', (t) =>
    observe(t, 'cancelled-calls', async () => {
      const connections = proxies.map((proxy) => proxy.connections)
      const hold = holding()
      inject(() => hold.fault)
      await down()
      await count(6)
      await down()
      hold.release()
      await right()
      inject(() => passing)
      t.strictSame(
        proxies.map((proxy) => proxy.connections),
        connections,
        'the sessions go on',
      )
    }),
  )
})
