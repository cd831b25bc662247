import t from 'tap'
import { query } from '../../../lib/cli/commands/query.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

t.test('as ovsdb-client: nothing changes', { skip: missing('ovsdb-server', 'ovsdb-client') }, async (t) => {
  const { remote } = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  const transaction =
    '["Test",{"op":"insert","table":"Item","row":{"name":"a"}},{"op":"select","table":"Item","where":[],"columns":["name"]}]'
  const uuid = /"uuid","[-0-9a-f]+"/
  const ours = await runCommand(query, remote, [transaction])
  t.strictSame(
    JSON.parse(ours.replace(uuid, '"uuid",""')),
    JSON.parse((await run('ovsdb-client', ['query', remote, transaction])).replace(uuid, '"uuid",""')),
  )
  t.match(ours, /"rows":\[\{"name":"a"\}\]/)
  const select = '["Test",{"op":"select","table":"Item","where":[]}]'
  t.equal(await runCommand(query, remote, [select]), '[{"rows":[]}]\n')
  await t.rejects(runCommand(query, remote, ['["Test",{"op":"nix"}]']), { message: /rejected: syntax error/ })
})
