import t from 'tap'
import { COMMANDS } from '../../lib/cli/command-table.js'

t.test('every command says what it takes and does', async (t) => {
  const names = COMMANDS.map(({ name }) => name)
  t.equal(new Set(names).size, names.length)
  t.strictSame([...names].sort(), [
    ...['backup', 'codegen', 'convert', 'dump', 'get-schema', 'get-schema-cksum', 'get-schema-version', 'list-columns'],
    ...['list-dbs', 'list-tables', 'lock', 'monitor', 'monitor-cond', 'needs-conversion', 'query', 'restore', 'steal'],
    ...['transact', 'wait'],
  ])
  for (const { summary, usage, details } of COMMANDS) {
    t.match(summary, /^[a-z].*[^.]$/)
    t.match(usage, /^\[SERVER\]/)
    for (const line of details?.split('\n') ?? []) t.ok(line.length <= 90, line)
  }
})
