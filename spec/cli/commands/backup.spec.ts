import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { backup } from '../../../lib/cli/commands/backup.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { tempDir } from '../../support/temp-dir.js'
import { missing } from '../../support/which.js'

t.test('a file that ovsdb-tool takes for a database', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const { remote } = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const file = join(tempDir(t), 'backup.db')
  writeFileSync(file, await runCommand(backup, remote))
  t.equal(await run('ovsdb-tool', ['db-name', file]), 'Open_vSwitch\n')
  await run('ovsdb-tool', ['check-cluster', file]).catch(() => {})
  const query =
    '["Open_vSwitch",{"op":"select","table":"Interface","where":[],"columns":["_uuid","name","external_ids"]}]'
  const inFile = JSON.parse(await run('ovsdb-tool', ['query', file, query]))
  const online = JSON.parse(await run('ovsdb-client', ['query', remote, query]))
  const sorted = ([{ rows }]: [{ rows: readonly unknown[] }]) => rows.map((row) => JSON.stringify(row)).sort()
  t.strictSame(sorted(inFile), sorted(online))
  t.ok(sorted(inFile).length > 0)
  const theirs = join(tempDir(t), 'theirs.db')
  writeFileSync(theirs, await run('ovsdb-client', ['backup', remote]))
  const everything = async (path: string) =>
    (await run('ovsdb-tool', ['-m', 'show-log', path]))
      .split('\n')
      .slice(1)
      .filter((line) => !/^record \d+: \d{4}-/.test(line))
      .sort()
  t.strictSame(await everything(file), await everything(theirs))
})
