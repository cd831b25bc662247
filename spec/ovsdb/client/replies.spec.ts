import t from 'tap'
import { readDatabaseNames } from '../../../lib/ovsdb/client/replies.js'

t.test('the names of databases', async (t) => {
  t.strictSame(readDatabaseNames([]), [])
  t.strictSame(readDatabaseNames(['_Server', 'Open_vSwitch']), ['_Server', 'Open_vSwitch'])
})

t.test('what is none', async (t) => {
  for (const reply of [undefined, null, 'Open_vSwitch', {}, ['Open_vSwitch', 5]]) {
    t.throws(() => readDatabaseNames(reply), {
      name: 'InvalidReplyError',
      message: /^reply to "list_dbs": expected an/,
    })
  }
})
