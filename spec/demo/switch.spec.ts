import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadSwitch } from '../../lib/demo/switch.js'
import { rowsOf } from '../support/embedded-database.js'
import { tempDir } from '../support/temp-dir.js'

t.test('the captured node', async (t) => {
  const database = loadSwitch('fixtures/ovsdb')
  const count = (table: string) => database.tables.get(table)?.size
  t.strictSame(['Open_vSwitch', 'Bridge', 'Port', 'Interface', 'Controller'].map(count), [1, 2, 9, 9, 2])
  const where = [['name', '==', 'vvport1']]
  t.strictSame(rowsOf(database, { table: 'Interface', where, columns: ['external_ids', 'ofport'] }), [
    {
      external_ids: ['map', [['endpoint-id', `web.blue-c0ffee${'0'.repeat(57)}1`]]],
      ofport: 4,
    },
  ])
})

t.test('a capture that does not load is refused', async (t) => {
  const dir = tempDir(t)
  copyFileSync('fixtures/ovsdb/vswitch.ovsschema', join(dir, 'vswitch.ovsschema'))
  writeFileSync(join(dir, 'load-contiv-node.json'), '["Open_vSwitch", {"op": "abort"}]')
  t.throws(() => loadSwitch(dir), { message: /to load, got .*"aborted"/ })
})
