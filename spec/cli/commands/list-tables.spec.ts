import t from 'tap'
import { listTables } from '../../../lib/cli/commands/list-tables.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { missing } from '../../support/which.js'

t.test('as ovsdb-client, in the order of their names', { skip: missing('ovsdb-server', 'ovsdb-client') }, async (t) => {
  const { remote } = await startOvsdbServer(t)
  const theirs = (await run('ovsdb-client', ['list-tables', remote, '--format=csv'])).trim().split('\n')
  const [heading, ...names] = theirs
  t.strictSame((await runCommand(listTables, remote, [], { format: 'csv' })).trim().split('\n'), [
    heading,
    ...names.sort(),
  ])
  t.equal(await runCommand(listTables, remote, ['_Server'], { headings: false }), 'Database\n')
  await t.rejects(runCommand(listTables, remote, ['_Server', 'Database']), { name: 'UsageError' })
})
