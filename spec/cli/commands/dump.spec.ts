import t from 'tap'
import { dump } from '../../../lib/cli/commands/dump.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { missing } from '../../support/which.js'

const skip = missing('ovsdb-server', 'ovsdb-client')

/** The same lines under each heading: ovsdb-client's rows come in another order. */
function sorted(text: string): readonly string[] {
  return text.split('\n\n').map((table) => {
    const lines = table.trimEnd().split('\n')
    return [...lines.slice(0, 2), ...lines.slice(2).sort()].join('\n')
  })
}

t.test('all tables as ovsdb-client prints them', { skip }, async (t) => {
  const { remote } = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const theirs = (format: string) => run('ovsdb-client', ['dump', remote, `--format=${format}`])
  const ours = await runCommand(dump, remote)
  t.strictSame(sorted(ours), sorted(await theirs('table')))
  t.strictSame(sorted(await runCommand(dump, remote, [], { format: 'csv' })), sorted(await theirs('csv')))
  const parse = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ caption, headings, data }) => ({
        caption,
        headings,
        rows: data.map((row: unknown) => JSON.stringify(row)).sort(),
      }))
      .sort((a, b) => (a.caption < b.caption ? -1 : 1))
  t.strictSame(parse(await runCommand(dump, remote, [], { format: 'json' })), parse(await theirs('json')))
  const pretty = await runCommand(dump, remote, ['Bridge', 'name'], { format: 'json', pretty: true })
  const indented = await run('ovsdb-client', ['dump', remote, 'Bridge', 'name', '--format=json', '--pretty'])
  t.strictSame(JSON.parse(pretty), JSON.parse(indented))
  const words = (text: string) =>
    text
      .split('\n')
      .filter((line) => /\w/.test(line))
      .map((line) => line.replace(/[\]},[{]*$/, ''))
      .sort()
  t.strictSame(words(pretty), words(indented), 'a line for each value')
  const rows = ours
    .split('\n\n')
    .find((table) => table.startsWith('Interface'))
    ?.split('\n')
    .slice(3)
  t.ok(rows && rows.length > 1)
  t.strictSame(rows, [...(rows ?? [])].sort(), 'in an order that does not change')
})

t.test('one table, some columns, in their order', { skip }, async (t) => {
  const { remote } = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const some = await runCommand(dump, remote, ['Open_vSwitch', 'Bridge', 'name'])
  t.strictSame(sorted(some), sorted(await run('ovsdb-client', ['dump', remote, 'Bridge', 'name'])))
  t.match(await runCommand(dump, remote, ['Bridge', 'protocols', 'name']), /^Bridge table\nprotocols +name\n/)
  await t.rejects(runCommand(dump, remote, ['Nix']), {
    message: 'expected a database or table of "Open_vSwitch", got "Nix"',
  })
  await t.rejects(runCommand(dump, remote, ['Bridge', 'nix']), {
    message: 'expected a column of table "Bridge", got "nix"',
  })
})
