import t from 'tap'
import { codegen } from '../../../lib/cli/commands/codegen.js'
import { generateModel, parseSchema } from '../../../lib/index.js'
import { runCommand } from '../../support/cli.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { TEST_SCHEMA, writeTestSchema } from '../../support/test-schema.js'
import { missing } from '../../support/which.js'

const EXPECTED = generateModel(parseSchema(TEST_SCHEMA), { register: true })

t.test('from a file, or standard input', async (t) => {
  const stdin = JSON.stringify(TEST_SCHEMA)
  t.equal(await runCommand(codegen, 'tcp:h', ['-'], { stdin }), EXPECTED)
  for (const file of ['test.ovsschema', './test']) {
    t.equal(await runCommand(codegen, 'tcp:h', [file], { stdin }), EXPECTED)
  }
  await t.rejects(runCommand(codegen, 'tcp:h', ['-', 'x'], { stdin }), { name: 'UsageError' })
  await t.rejects(runCommand(codegen, 'tcp:h', ['-'], { stdin: '{' }), { name: 'UsageError' })
  await t.rejects(runCommand(codegen, 'tcp:h', ['-'], { stdin: '{}' }), {
    name: 'UsageError',
    cause: { name: 'InvalidSchemaError' },
  })
})

t.test('from a server', { skip: missing('ovsdb-server') }, async (t) => {
  const { remote } = await startOvsdbServer(t, { schema: writeTestSchema(t) })
  t.equal(await runCommand(codegen, remote), EXPECTED)
  t.equal(await runCommand(codegen, remote, ['Test']), EXPECTED)
  await t.rejects(runCommand(codegen, remote, ['Test', 'x']), { name: 'UsageError' })
})
