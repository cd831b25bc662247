import t from 'tap'
import { transact } from '../../../lib/cli/commands/transact.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { run } from '../../support/run.js'
import { writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

t.test(
  'as ovsdb-client, and a rejection is a failure',
  { skip: missing('ovsdb-server', 'ovsdb-client') },
  async (t) => {
    const { remote } = await startOvsdbServer(t, { schema: writeTestSchema(t) })
    const insert = '["Test",{"op":"insert","table":"Item","row":{"name":"é","number":9007199254740993}}]'
    t.match(await runCommand(transact, remote, [insert]), /^\[\{"uuid":\["uuid","[-0-9a-f]{36}"\]\}\]\n$/)
    const select = '["Test",{"op":"select","table":"Item","where":[],"columns":["name","number"]}]'
    const theirs = await run('ovsdb-client', ['transact', remote, select])
    t.strictSame(
      await runCommand(transact, remote, ['-'], { stdin: select }),
      '[{"rows":[{"name":"é","number":9007199254740993}]}]\n',
    )
    t.strictSame(JSON.parse(theirs), [{ rows: [{ name: 'é', number: Number('9007199254740993') }] }])

    let printed = ''
    const again = runCommand(transact, remote, [insert], { printed: (text) => (printed += text) })
    await t.rejects(again, { message: /^the transaction was rejected: constraint violation: / })
    t.match(printed, /"error":"constraint violation"/, 'what the server said is printed all the same')
    await t.rejects(runCommand(transact, remote, ['["Nix"]']), { message: /expected a database named "Nix"/ })
  },
)
