import t from 'tap'
import { parseListCommands } from '../../../lib/unixctl/commands/list-commands.js'
import { checkAnyText, golden } from '../../support/unixctl-parser.js'

/** All lines but the first are commands. */
const commandLines = (name: string) => golden(name).trim().split('\n').length - 1

t.test('ovs-vswitchd', async (t) => {
  const commands = parseListCommands(golden('list-commands.3.1'))
  t.ok(commands.has('coverage/show') && commands.has('dpif-netdev/pmd-perf-show') && commands.has('version'))
  t.notOk(commands.has('The') || commands.has('[dp]') || commands.has('ovsdb-server/sync-status'))
  t.equal(commands.size, commandLines('list-commands.3.1'))
})

t.test('ovsdb-server', async (t) => {
  const commands = parseListCommands(golden('list-commands.ovsdb-server.3.1').trimEnd())
  t.ok(commands.has('ovsdb-server/sync-status'))
  t.equal(commands.size, commandLines('list-commands.ovsdb-server.3.1'))
})

t.test('any text', async () => checkAnyText(parseListCommands))
