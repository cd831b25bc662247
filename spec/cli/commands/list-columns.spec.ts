import t from 'tap'
import { listColumns } from '../../../lib/cli/commands/list-columns.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { missing } from '../../support/which.js'

t.test('as ovsdb-client, in the order of their names', { skip: missing('ovsdb-server', 'ovsdb-client') }, async (t) => {
  const { remote } = await startOvsdbServer(t)
  /** The type by the words before it. */
  const read = (text: string) => {
    const { headings, data } = JSON.parse(text) as { headings: unknown; data: unknown[][] }
    return { headings, types: Object.fromEntries(data.map((row) => [row.slice(0, -1).join(' '), row.at(-1)])) }
  }
  for (const table of [[], ['Interface']]) {
    const theirs = await run('ovsdb-client', ['list-columns', remote, 'Open_vSwitch', ...table, '--format=json'])
    t.strictSame(read(await runCommand(listColumns, remote, table, { format: 'json' })), read(theirs))
  }
  const csv = await runCommand(listColumns, remote, ['Open_vSwitch', 'SSL'], { format: 'csv' })
  t.strictSame(csv.split('\n').slice(0, 4), [
    'Column,Type',
    '_uuid,"""uuid"""',
    '_version,"""uuid"""',
    'bootstrap_ca_cert,"""boolean"""',
  ])
  await t.rejects(runCommand(listColumns, remote, ['Nix']), {
    message: 'expected a table of "Open_vSwitch", got "Nix"',
  })
})
