import t from 'tap'
import { parseCommandLine } from '../../lib/terminal/command-line.js'
import { runInterfaces } from '../../lib/terminal/run.js'
import { CAPTURED_NODE } from '../support/contiv.js'
import { startOvsdbServer } from '../support/ovsdb-server.js'
import { missing } from '../support/which.js'

t.test('once, or for so many intervals', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const ovsdb = await startOvsdbServer(t, CAPTURED_NODE)
  const run = async (...args: readonly string[]) => {
    const commandLine = parseCommandLine(['--db', ovsdb.remote, ...args, 'vvport1'], '1.2.3')
    if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine))
    let printed = ''
    const { stdin, stdout } = process
    const status = await runInterfaces(commandLine.options, {
      stdin,
      stdout,
      env: {},
      print: async (text) => {
        printed += text
        return true
      },
      complain: () => {},
    })
    return { status, printed }
  }
  t.match(await run(), { status: 0, printed: /^bridge .*\ncontivVxlanBridge .*\n$/ })
  // Nothing counts there: an interval of which nothing is known.
  t.match(await run('--count', '1'), {
    status: 0,
    printed: /^time .*\n2\S+ +contivVxlanBridge +vvport1 +up( +-){6}\n$/,
  })
})
