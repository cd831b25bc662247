import t from 'tap'
import { convert, needsConversion } from '../../../lib/cli/commands/convert.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { TEST_SCHEMA, writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

t.test('a database is converted where it needs it', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const server = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  await server.transact([{ op: 'insert', table: 'Other', row: { name: 'a' } }])
  const { Other } = TEST_SCHEMA.tables
  const stdin = JSON.stringify({ ...TEST_SCHEMA, version: '9.9.9', tables: { Other } })
  const needs = (schema: string) => runCommand(needsConversion, server.remote, ['-'], { stdin: schema })

  t.equal(await needs(JSON.stringify(TEST_SCHEMA)), 'no\n')
  t.equal(await needs(stdin), 'yes\n')
  t.equal(await runCommand(convert, server.remote, ['-'], { stdin }), '')
  t.equal(await needs(stdin), 'no\n')
  t.match(await server.transact([{ op: 'select', table: 'Other', where: [], columns: ['name'] }]), [
    { rows: [{ name: 'a' }] },
  ])
  await t.rejects(runCommand(convert, server.remote), { name: 'UsageError' })
  await t.rejects(runCommand(needsConversion, server.remote), { name: 'UsageError' })
  await t.rejects(needs(JSON.stringify({ ...TEST_SCHEMA, name: 'Nix' })), { name: 'ConnectError' })
})
