import t from 'tap'
import { TOGGLES } from '../../../lib/exporter/config/collectors.js'
import { type CommandLine, parseCommandLine } from '../../../lib/exporter/config/command.js'
import type { Environment } from '../../../lib/exporter/config/resolve-config.js'
import { SETTINGS, type Setting } from '../../../lib/exporter/config/settings.js'

const parse = (args: readonly string[], env: Environment = {}): Promise<CommandLine> =>
  parseCommandLine(args, env, '1.2.3')

async function config(...args: readonly string[]) {
  const commandLine = await parse(args)
  if (commandLine.kind !== 'run') throw new Error(`expected a configuration, got ${commandLine.text}`)
  return commandLine.config
}

t.test('flags, with a blank or an equals sign', async (t) => {
  t.match(await config('--mode', 'netplugin', '--web.telemetry-path=/m', '--metric-names=classic'), {
    mode: 'netplugin',
    telemetryPath: '/m',
    metricNames: 'classic',
  })
})

t.test('of one flag the last counts, but addresses to listen on add up', async (t) => {
  t.equal((await config('--log.level', 'warn', '--log.level', 'error')).logLevel, 'error')
  t.strictSame(
    (await config('--web.listen-address', ':1', '--web.listen-address=[::1]:2')).listen.map(({ port }) => port),
    [1, 2],
  )
})

t.test('collectors are turned on and off, the last word counts', async (t) => {
  const collectors = async (...args: readonly string[]) => [...(await config(...args)).collectors]
  t.ok((await collectors()).includes('traffic'))
  t.strictSame(await collectors('--collector.disable-defaults'), [])
  t.strictSame(await collectors('--collector.disable-defaults', '--collector.traffic'), ['traffic'])
  t.notOk((await collectors('--no-collector.traffic')).includes('traffic'))
  t.ok((await collectors('--no-collector.traffic', '--collector.traffic')).includes('traffic'))
  t.match(await parse([], { COLLECTOR_DISABLE_DEFAULTS: 'true' }), { kind: 'run', config: { collectors: new Set() } })
})

t.test('a flag beats its variable', async (t) => {
  const env = { EXPORTER_MODE: 'netmaster', LOG_FORMAT: 'json' }
  t.match(await parse(['--mode', 'ovs'], env), { kind: 'run', config: { mode: 'ovs', logFormat: 'json' } })
})

t.test('what is wrong is one line and status 2', async (t) => {
  const cases: readonly (readonly [args: readonly string[], text: string])[] = [
    [['--moode', 'x'], "error: unknown option '--moode'"],
    [['-h'], "error: unknown option '-h'"],
    [['--no-mode'], "error: unknown option '--no-mode'"],
    [['--collector.nothing'], "error: unknown option '--collector.nothing'"],
    [['--collector.traffic=yes'], "error: unknown option '--collector.traffic'"],
    [['--mode'], "error: option '--mode <mode>' argument missing"],
    [['x'], 'error: too many arguments. Expected 0 arguments but got 1.'],
    [['--', 'x', 'y'], 'error: too many arguments. Expected 0 arguments but got 2.'],
    [['--mode', 'x'], 'error: --mode: expected one of netplugin, netmaster, ovs, got "x"'],
    [['--mode', ''], 'error: --mode: expected one of netplugin, netmaster, ovs, got ""'],
  ]
  for (const [args, text] of cases) t.strictSame(await parse(args), { kind: 'print', text: `${text}\n`, status: 2 })
  t.strictSame(await parse([], { EXPORTER_MODE: 'x' }), {
    kind: 'print',
    text: 'error: EXPORTER_MODE: expected one of netplugin, netmaster, ovs, got "x"\n',
    status: 2,
  })
})

t.test('one line, whatever was typed', async (t) => {
  const strange = 'a\nb\u001b[2J\u2028c'
  const cases = [
    [`--${strange}`],
    [`--mode=${strange}`],
    ...Object.values(SETTINGS).map(({ flag }) => [flag, strange.replace('a', '\n')]),
  ]
  for (const args of cases) {
    const commandLine = await parse(args)
    if (commandLine.kind !== 'print') throw new Error(`took ${JSON.stringify(args)}`)
    t.equal(commandLine.status, 2)
    t.match(commandLine.text, /^error: [^\p{Cc}\p{Zl}]+\n$/u)
  }
})

t.test('a secret behind a mistyped flag, or in a URL, is not repeated', async (t) => {
  for (const args of [
    ['--contiv.etdc=http://me:secret@a'],
    ['--contiv.etdc=me:x\nsecret@a'],
    ['--contiv.etcd=ftp://me:secret@a'],
    ['--contiv.etcd', 'http://me:secret,secret@a'],
    ['http://me:secret@a'],
  ]) {
    const commandLine = await parse(args)
    t.match(commandLine, { kind: 'print', status: 2 })
    t.notMatch(JSON.stringify(commandLine), 'secret')
  }
})

t.test('--list-metrics', async (t) => {
  for (const args of [['--list-metrics'], ['--list-metrics=markdown'], ['--list-metrics', 'markdown']]) {
    t.match(await parse(args), { kind: 'print', text: /^# Metrics\n/, status: 0 }, args.join(' '))
  }
  const json = await parse(['--list-metrics=json'])
  t.equal(JSON.parse(json.kind === 'print' ? json.text : '')[0].collector, 'ovsdb')
  t.strictSame(await parse(['--list-metrics=xml']), {
    kind: 'print',
    text: 'error: --list-metrics: expected one of markdown, json, got "xml"\n',
    status: 2,
  })
})

t.test('--version', async (t) => {
  t.strictSame(await parse(['--version']), { kind: 'print', text: '1.2.3\n', status: 0 })
})

t.test('--help tells every setting, its variable and its default', async (t) => {
  const help = await parse(['--help'])
  t.match(help, { kind: 'print', status: 0 })
  const text = (help.kind === 'print' ? help.text : '').replace(/\s+/g, ' ')
  for (const { flag, env, value, help, default: fallback } of Object.values(SETTINGS) as Setting[]) {
    const told = fallback === undefined ? help : `${help} (default: ${fallback})`
    t.ok(text.includes(`${flag} ${value} ${told} [${env}]`), flag)
  }
  for (const { flag, env, help } of TOGGLES) t.ok(text.includes(`${flag} ${help} [${env}]`), flag)
  for (const word of ['--help', '--version', 'Exit status: 0', 'Examples:', ':9005']) t.ok(text.includes(word), word)
})

t.test('what --help shows as examples is taken', async (t) => {
  const help = await parse(['--help'])
  const examples = (help.kind === 'print' ? help.text : '').match(/^ {2}ovsdb-exporter.*$/gm) ?? []
  t.ok(examples.length >= 3)
  for (const example of examples) {
    const [, ...args] = example.replace(/#.*$/, '').trim().split(/ +/)
    t.equal((await parse(args)).kind, 'run', example)
  }
})

t.test('an error that is none of the user’s is not told as one', async (t) => {
  const env = new Proxy({} as Environment, {
    get: () => {
      throw new TypeError('a bug')
    },
  })
  await t.rejects(parse([], env), new TypeError('a bug'))
})
