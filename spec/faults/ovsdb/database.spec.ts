import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startOvsdbServer, VSWITCH_SCHEMA } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { tempDir } from '../../support/temp-dir.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'
import { counted, startWatchedSwitch } from './watched-switch.js'

type Tables = Record<string, { columns: Record<string, unknown> }>

t.test('the database', { skip: missing('ovsdb-server', 'ovsdb-tool', 'ovsdb-client') }, async (t) => {
  const { ovsdb, truth, down, observe, proxies, watches, interfaces } = await startWatchedSwitch(t)
  const dir = tempDir(t)
  let version = 90
  /** Converts it, while it is served, to Open vSwitch's own schema with a difference. */
  const convert = async (differ: (tables: Tables) => void = () => {}) => {
    const { cksum: _, ...schema } = JSON.parse(readFileSync(VSWITCH_SCHEMA, 'utf8'))
    differ(schema.tables)
    const file = join(dir, 'converted.ovsschema')
    writeFileSync(file, JSON.stringify({ ...schema, version: `${++version}.0.0` }))
    await run('ovsdb-client', ['convert', ovsdb.unix, file])
  }
  const count = (update: number) => truth.change(() => ovsdb.transact(counted(interfaces, update)))
  const right = () => Promise.all(watches.map((watch) => watch.right()))
  const leadTo = (port: number) => {
    for (const proxy of proxies) {
      proxy.leadTo(port)
      proxy.cut()
    }
  }

  await t.test('is another one', async (t) => {
    const other = await startOvsdbServer(t, { schema: writeTestSchema(t) })
    await observe(t, 'other-database', async () => {
      leadTo(other.port)
      await down()
      await count(2)
      leadTo(ovsdb.port)
    })
  })

  await t.test('is converted', (t) =>
    observe(t, 'database-converted', async () => {
      await truth.change(() =>
        convert((tables) => {
          Object.assign(tables.Interface?.columns ?? {}, { added: { type: 'string' } })
          delete tables.Interface?.columns.other_config
          // A table that a collector reads where there is one: it goes, and comes back with the next conversion.
          delete tables.Datapath
          delete tables.Open_vSwitch?.columns.datapaths
        }),
      )
      await right()
      await count(3)
      await right()
      await truth.change(() => convert())
      await count(4)
    }),
  )

  await t.test('has no statistics', (t) =>
    observe(t, 'no-statistics', async () => {
      await truth.lose(() => convert((tables) => delete tables.Interface?.columns.statistics))
      await down()
      await truth.change(() => convert())
      await count(5)
    }),
  )
})
