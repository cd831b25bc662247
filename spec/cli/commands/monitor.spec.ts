import t from 'tap'
import { monitor } from '../../../lib/cli/commands/monitor.js'
import type { CliOptions } from '../../support/cli.js'
import { runCommand } from '../../support/cli.js'
import { eventually } from '../../support/eventually.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-tool')
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

function start(remote: string, operands: readonly string[], options: CliOptions = {}) {
  const controller = new AbortController()
  let printed = ''
  const ended = runCommand(monitor, remote, operands, {
    ...options,
    signal: controller.signal,
    printed: (text) => {
      printed += text
    },
  }).catch((error: unknown) => error)
  return { controller, ended, printed: () => printed.replaceAll(UUID, 'UUID') }
}

t.test('the rows there are, and then each change', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await server.transact([{ op: 'insert', table: 'Item', row: { name: 'a', number: 1 } }])
  const { controller, ended, printed } = start(server.remote, ['Item', 'name,number'], { format: 'csv' })
  const lines = ['row,action,name,number', 'UUID,insert,a,1', '']
  await eventually(() => printed() === lines.join('\n'))
  await server.transact([{ op: 'update', table: 'Item', where: [], row: { number: 2 } }])
  lines.push('row,action,name,number', 'UUID,old,a,1', 'UUID,new,a,2', '')
  await eventually(() => printed() === lines.join('\n'))
  await server.transact([{ op: 'delete', table: 'Item', where: [] }])
  lines.push('row,action,name,number', 'UUID,delete,a,2', '')
  await eventually(() => printed() === lines.join('\n'))
  const reason = new Error('enough')
  controller.abort(reason)
  t.equal(await ended, reason)
})

t.test('all tables, over a reconnect', { skip }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const { controller, ended, printed } = start(server.remote, ['ALL'], { format: 'json' })
  await server.transact([{ op: 'insert', table: 'Other', row: { name: 'a' } }])
  const line = (name: string) =>
    `{"caption":"Other table","headings":["row","action","name"],"data":[["UUID","insert","${name}"]]}\n`
  await eventually(() => printed() === line('a'))
  await server.restart()
  await server.transact([{ op: 'insert', table: 'Other', row: { name: 'b' } }])
  await eventually(() => printed() === line('a') + line('b'))
  controller.abort()
  await ended
})

t.test('what is not there', { skip }, async (t) => {
  const { remote } = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await t.rejects(runCommand(monitor, remote), { message: 'expected ALL or a table of the database, got none' })
  await t.rejects(runCommand(monitor, remote, ['Nix']), {
    message: 'expected ALL or a table of the database, got "Nix"',
  })
  await t.rejects(runCommand(monitor, remote, ['Item', 'name,nix']), {
    message: 'expected a column of table "Item", got "nix"',
  })
})
