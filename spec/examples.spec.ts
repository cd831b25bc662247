import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { startOvsdbServer } from './support/ovsdb-server.js'
import { run } from './support/run.js'
import { missing } from './support/which.js'

const EXPECTED_LINES: Readonly<Record<string, readonly string[]>> = {
  'first-program': [
    'contivh0 hostcontivh0 0',
    'vvport1 web.blue-c0ffee0000000000000000000000000000000000000000000000000000000001 7',
  ],
  testing: [],
  'wait-until-up': ['vvport1 insert up'],
}

/** The tests of `testing` fail by their exit status. */
t.test('every example runs against a real server', { skip: missing('ovsdb-server') }, async (t) => {
  const ovsdb = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const examples = readdirSync('examples').map((file) => file.replace(/\.ts$/, ''))
  t.strictSame(examples.sort(), Object.keys(EXPECTED_LINES).sort())
  for (const example of examples) {
    const lines = (await run(process.execPath, [`dist/examples/${example}.js`, ovsdb.remote])).split('\n')
    for (const expected of EXPECTED_LINES[example] ?? []) t.ok(lines.includes(expected), `${example}: ${expected}`)
  }
})

t.test('the README shows the examples as they are', async (t) => {
  const readme = readFileSync('README.md', 'utf8')
  const shown = [...readme.matchAll(/<!-- (examples\/\S+) -->\n```ts\n(.*?)```/gs)]
  t.ok(shown.length > 0)
  for (const [, file = '', code] of shown) t.equal(code, readFileSync(file, 'utf8'), file)
})
