import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { LeaderConfig } from '../contiv/index.js'
import { parseStoreUrl, parseStoreUrls } from '../contiv/store-url.js'
import { parseDuration } from '../interfaces/index.js'
import { parseRemotes } from '../ovsdb/index.js'
import { EXIT_USAGE, UsageError } from './errors.js'
import { DESCRIPTION, EXPLANATION, NAME } from './help.js'
import type { Options } from './options.js'
import { readTlsFiles } from './tls-files.js'

/** What a command line asks for: to run, or to print a text and exit. */
export type CommandLine =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'refuse'; readonly reason: string; readonly status: typeof EXIT_USAGE }

interface Flags {
  readonly db: string
  readonly privateKey?: string
  readonly certificate?: string
  readonly caCert?: string
  readonly bridge?: readonly string[]
  readonly json?: true
  readonly csv?: true
  readonly timeout: number
  readonly watch?: true
  readonly rate?: number
  readonly count?: number
  readonly endpoints?: true
}

/** How Netmaster is found: the first that was given. */
const LEADERS = {
  'contiv.netmaster': (text, source) => ({ kind: 'fixed', url: parseStoreUrl(text, source) }),
  'contiv.consul': (text, source) => ({ kind: 'consul', urls: parseStoreUrls(text, source) }),
  'contiv.etcd': (text, source) => ({ kind: 'etcd', urls: parseStoreUrls(text, source) }),
} as const satisfies Readonly<Record<string, (text: string, source: string) => LeaderConfig>>

type LeaderFlag = keyof typeof LEADERS

/** Reads the command line (without node and script) and the environment, in which an empty variable counts as unset. */
export function parseCommandLine(args: readonly string[], version: string): CommandLine {
  let printed = ''
  const command = describe(new Command(NAME), version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => (printed += text), writeErr: () => {} })
  for (const { envVar } of command.options) if (envVar && process.env[envVar] === '') delete process.env[envVar]
  try {
    command.parse(args, { from: 'user' })
    return { kind: 'run', options: optionsOf(command) }
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { kind: 'print', text: printed }
    if (!(error instanceof CommanderError || error instanceof UsageError)) throw error
    return { kind: 'refuse', reason: error.message.replace(/^error: /, ''), status: EXIT_USAGE }
  }
}

function describe(command: Command, version: string): Command {
  return command
    .description(DESCRIPTION)
    .argument('[name...]', 'only interfaces whose name matches one of these patterns')
    .addOption(
      new Option(
        '--db <remotes>',
        'the database: tcp:HOST[:PORT] or ssl:HOST[:PORT] (IPv6 in brackets), unix:PATH, or ws://HOST[:PORT][/PATH] or wss://… of a relay; several, comma-separated, for a cluster',
      )
        .env('OVSDB_REMOTE')
        .default('tcp:127.0.0.1:6640')
        .argParser(checked(remotes)),
    )
    .addOption(
      new Option('-p, --private-key <file>', 'the private key to show to an ssl: or wss: server, in PEM').env(
        'OVSDB_PRIVATE_KEY',
      ),
    )
    .addOption(new Option('-c, --certificate <file>', 'the certificate of that key').env('OVSDB_CERTIFICATE'))
    .addOption(
      new Option('-C, --ca-cert <file>', 'the CA that signed the certificate of the ssl: or wss: server').env(
        'OVSDB_CA_CERT',
      ),
    )
    .option('--bridge <name>', 'only bridges whose name matches this pattern; repeatable', collect)
    .addOption(
      new Option('--json', 'print a JSON array with one object per interface; watching, one object per line').conflicts(
        'csv',
      ),
    )
    .addOption(new Option('--csv', 'print CSV with a header line').conflicts('json'))
    .option('--watch', 'show the rates of the interfaces until it is ended')
    .addOption(
      new Option(
        '--rate <duration>',
        'watch, and average rates over that long, in whole statistics updates of the switch (default: one of them)',
      ).argParser(checked(parseDuration)),
    )
    .addOption(new Option('--count <number>', 'watch that many intervals, then end').argParser(checked(count)))
    .option('--endpoints', 'label the interfaces of Contiv endpoints, as Netmaster knows them')
    .addOption(
      new Option('--contiv.etcd <urls>', 'the etcd that names the Netmaster leader; with this flag, --endpoints')
        .env('CONTIV_ETCD')
        .default('http://127.0.0.1:2379'),
    )
    .addOption(new Option('--contiv.consul <urls>', 'the Consul that does, instead').env('CONTIV_CONSUL'))
    .addOption(new Option('--contiv.netmaster <url>', 'a fixed Netmaster, instead').env('CONTIV_NETMASTER'))
    .addOption(
      new Option('--timeout <duration>', 'give up after that long without connection or answer, like 500ms, 5s or 1m')
        .default(5000, '5s')
        .argParser(checked(parseDuration)),
    )
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this text')
    .addHelpText('after', EXPLANATION)
    .showSuggestionAfterError(false)
}

function optionsOf(command: Command): Options {
  const flags = command.opts<Flags>()
  const { db: remote, timeout, bridge: bridges = [], json, csv, watch, rate, count, endpoints } = flags
  const leaderTyped = Object.keys(LEADERS).some((flag) => command.getOptionValueSource(flag) === 'cli')
  const database = command.args.find((name) => /^(tcp|ssl|unix|wss?):/.test(name))
  if (database !== undefined)
    throw new UsageError(`expected the name of an interface; a database is given as --db ${database}`)
  const watches = watch === true || rate !== undefined || count !== undefined
  return {
    remote,
    tls: readTlsFiles(remote, flags),
    timeout,
    bridges,
    names: command.args,
    format: json ? 'json' : csv ? 'csv' : 'table',
    leader: endpoints || leaderTyped ? leaderOf(command) : undefined,
    watch: watches ? { rate, count } : undefined,
  }
}

/** A flag beats all variables. */
function leaderOf(command: Command): LeaderConfig {
  const flags = Object.keys(LEADERS) as LeaderFlag[]
  const ranked = ['cli', 'env', 'default'].flatMap((source) =>
    flags.filter((flag) => command.getOptionValueSource(flag) === source),
  )
  const [flag = 'contiv.etcd'] = ranked
  const typed = command.getOptionValueSource(flag) !== 'env'
  const { envVar } = command.options.find((option) => option.attributeName() === flag) ?? {}
  try {
    return LEADERS[flag](command.getOptionValue(flag), typed ? `--${flag}` : (envVar ?? flag))
  } catch (cause) {
    // The message names the source, and hides the credentials a URL may hold.
    throw new UsageError((cause as Error).message, { cause })
  }
}

function remotes(text: string): string {
  return parseRemotes(text)
    .map(({ name }) => name)
    .join(',')
}

function count(text: string): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (number > 0) return number
  throw new RangeError(`expected a number from 1 to 999999999, got "${text}"`)
}

function checked<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text)
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
    }
  }
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value]
}
