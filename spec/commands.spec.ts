import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { startProgram } from './support/child-process.js'
import { commandsOf, markdownDocuments } from './support/markdown.js'
import { startOvsdbServer } from './support/ovsdb-server.js'
import { outcome, run } from './support/run.js'
import { missing } from './support/which.js'

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync('package.json', 'utf8'),
)

/** The programs of other projects that the documents use. Their flags are theirs. */
const OTHERS: readonly string[] = ['docker', 'kubectl', 'install', 'cp', 'echo', 'jq', 'systemctl']

/** The npm scripts whose flags behind `--` are their own. */
const OWN_FLAGS: Readonly<Record<string, string>> = {
  bench: 'dist/bench/main.js',
  simulate: 'dist/bench/simulation/main.js',
}

interface Command {
  readonly file: string
  /** One of those that stand in a line. */
  readonly text: string
  readonly words: readonly string[]
}

const lines = markdownDocuments()
  .filter(({ file }) => !file.startsWith('fixtures/'))
  .flatMap(({ file, text }) => commandsOf(text).map((line) => ({ file, line })))

const commands: readonly Command[] = lines.flatMap(({ file, line }) =>
  line.split(/ (?:&&|\|) /).map((text) => ({ file, text, words: text.split(' ') })),
)

t.test('every command of the documents is one that there is', async (t) => {
  t.ok(commands.length > 30)
  for (const { file, text, words } of commands) {
    const [program = '', first = '', second = ''] = words
    if (program === 'npm') {
      t.ok(
        ['ci', 'install'].includes(first) || Object.hasOwn(scripts, first === 'run' ? second : first),
        `${file}: ${text}`,
      )
    } else if (program === 'node') t.ok(existsSync(first), `${file}: ${text}`)
    else t.ok(OTHERS.includes(program), `${file}: ${text}`)
  }
})

t.test('every file of the repository that a command names is there', async (t) => {
  const folders = /^(?:bench|deploy|docs|examples|fixtures|spec)\/[\w./-]+$/
  const named = commands.flatMap(({ words }) => words.filter((word) => folders.test(word)))
  t.ok(named.length > 3)
  for (const path of new Set(named)) t.ok(existsSync(path), path)
})

t.test('every flag of our own programs is one that their help tells', async (t) => {
  let flags = 0
  for (const { file, text, words } of commands) {
    const script = words[0] === 'npm' ? OWN_FLAGS[words[2] ?? ''] : undefined
    const program = words[0] === 'node' ? words[1] : script
    if (program === undefined) continue
    const own = words.slice(script === undefined ? 2 : words.indexOf('--') + 1).filter((word) => word.startsWith('--'))
    if (own.length === 0) continue
    const help = await run(process.execPath, [program, '--help'])
    for (const flag of own) t.ok(help.includes(flag.split('=', 1)[0] ?? flag), `${file}: ${text}: ${flag}`)
    flags += own.length
  }
  t.ok(flags > 5)
})

/** Those that go on until they are ended, by what they print when they are at work. */
const ENDLESS: readonly (readonly [RegExp, RegExp])[] = [
  [/ovsdb-exporter\.js/, /listening/],
  [/ovsdb\.js monitor/, /vvport1/],
  [/--watch|--rate/, /vvport1/],
]

t.test('those of our own that read a switch do so', { skip: missing('ovsdb-server', 'ovsdb-tool') }, async (t) => {
  const server = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
  const integration = { op: 'insert', table: 'Bridge', row: { name: 'br-int' }, 'uuid-name': 'bridge' }
  const use = {
    op: 'mutate',
    table: 'Open_vSwitch',
    where: [],
    mutations: [['bridges', 'insert', ['named-uuid', 'bridge']]],
  }
  const inBridge = [
    { op: 'insert', table: 'Interface', row: { name: 'br-int', type: 'internal' }, 'uuid-name': 'interface' },
    {
      op: 'insert',
      table: 'Port',
      row: { name: 'br-int', interfaces: ['named-uuid', 'interface'] },
      'uuid-name': 'port',
    },
  ]
  const bridge = { ...integration, row: { ...integration.row, ports: ['named-uuid', 'port'] } }
  await server.transact([...inBridge, bridge, use])
  const env = { OVSDB_REMOTE: server.remote, WEB_LISTEN_ADDRESS: '127.0.0.1:0' }
  for (const { file, text } of commands.filter(({ words }) => words[0] === 'node')) {
    const here = onServer(text, server.remote)
    const atWork = ENDLESS.find(([pattern]) => pattern.test(here))?.[1]
    if (atWork === undefined) {
      const { status, stdout, stderr } = await outcome('env', [
        ...Object.entries(env).map((pair) => pair.join('=')),
        'sh',
        '-c',
        here,
      ])
      t.equal(status, 0, `${file}: ${text}: ${stderr}`)
      t.ok(stdout.length > 20, `${file}: ${text} prints something`)
    } else {
      const program = await startProgram(t, 'sh', ['-c', `exec ${here}`], {
        env,
        ready: ({ output }) => atWork.test(output()),
      })
      await program.stop()
      t.pass(`${file}: ${text}`)
    }
  }
})

/** The same command on the server of the test: whatever server and database it names, and no file written. */
function onServer(command: string, remote: string): string {
  const there = command
    .replace(/tcp:[\d.]+:\d+/, remote)
    .replace(/http:\/\/[\d.]+:\d+/, 'http://127.0.0.1:1')
    .replace('OVN_Northbound', 'Open_vSwitch')
    .replace(/ > \S+$/, '')
  const named = there.includes(remote) || !there.includes('ovsdb.js')
  return named ? there : there.replace(/(ovsdb\.js \S+)/, `$1 ${remote}`)
}
