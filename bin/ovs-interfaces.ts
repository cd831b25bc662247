#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { connect, parseRemotes, readCertificate, readPrivateKey, type TlsOptions } from '../lib/index.js'
import {
  escapeControls,
  filterInterfaces,
  formatCsv,
  formatJson,
  formatTable,
  parseDuration,
  readInterfaces,
} from '../lib/interfaces/index.js'
import { isKeyOf } from '../lib/jsonrpc/node/index.js'

const NAME = 'ovs-interfaces'

const EXPLANATION = `
Table:
  One line for each interface, sorted by bridge and name: bridge, port, which
  differs from the interface in a bond only, interface, type, link_state, and
  the packets, bytes, dropped and errors it received (rx) and transmitted (tx),
  as the switch sees it: what a container sends, the switch receives.
  "-" stands for what the switch does not report. White space, backslashes and
  control characters in a name are escaped, so every line has as many words.

JSON and CSV:
  All statistics, the UUID and admin_state; JSON also has the external_ids.
  Names and types are as in the database. What the switch does not report is
  empty in CSV; in JSON a statistic is absent and any other member null.

Integers are exact everywhere, also beyond 2^53.

Patterns:
  * stands for any text, ? for any one character; quote them in a shell.

Exit status:
  0  printed; also when the database holds no interface
  1  a pattern matches nothing (the rest is printed), or reading failed
  2  a flag, an argument or OVSDB_REMOTE is wrong

Examples:
  ${NAME}
  ${NAME} --bridge br-int 'veth*'
  ${NAME} --db unix:/var/run/openvswitch/db.sock
  ${NAME} --json | jq '.[] | {interface, rx: .statistics.rx_bytes}'
  OVSDB_REMOTE=tcp:10.0.0.7:6640 ${NAME} --csv eth0 eth1
`

interface Flags {
  readonly db: string
  readonly privateKey?: string
  readonly certificate?: string
  readonly caCert?: string
  readonly bridge?: readonly string[]
  readonly json?: true
  readonly csv?: true
  readonly timeout: number
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const program = new Command(NAME)
  .description('Prints the statistics of the interfaces of an Open vSwitch.')
  .argument('[name...]', 'only interfaces whose name matches one of these patterns')
  .addOption(
    new Option(
      '--db <remotes>',
      'the database: tcp:HOST[:PORT] or ssl:HOST[:PORT] (IPv6 in brackets), or unix:PATH; several, comma-separated, for a cluster',
    )
      .env('OVSDB_REMOTE')
      .default('tcp:127.0.0.1:6640')
      .argParser(
        checked((remotes) =>
          parseRemotes(remotes)
            .map(({ name }) => name)
            .join(','),
        ),
      ),
  )
  .addOption(
    new Option('-p, --private-key <file>', 'the private key to show to an ssl: server, in PEM').env(
      'OVSDB_PRIVATE_KEY',
    ),
  )
  .addOption(new Option('-c, --certificate <file>', 'the certificate of that key').env('OVSDB_CERTIFICATE'))
  .addOption(
    new Option('-C, --ca-cert <file>', 'the CA that signed the certificate of the ssl: server').env('OVSDB_CA_CERT'),
  )
  .option('--bridge <name>', 'only bridges whose name matches this pattern; repeatable', collect)
  .addOption(new Option('--json', 'print a JSON array with one object per interface').conflicts('csv'))
  .addOption(new Option('--csv', 'print CSV with a header line').conflicts('json'))
  .addOption(
    new Option('--timeout <duration>', 'give up after that long without connection or answer, like 500ms, 5s or 1m')
      .default(5000, '5s')
      .argParser(checked(parseDuration)),
  )
  .version(version, '--version', 'print the version')
  .helpOption('--help', 'print this text')
  .addHelpText('after', EXPLANATION)
  .showSuggestionAfterError(false)
  .configureOutput({ outputError: (text) => complain(text.replace(/^error: /, '').trimEnd()) })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(show)

// An empty variable counts as unset.
if (process.env.OVSDB_REMOTE === '') delete process.env.OVSDB_REMOTE
process.stdout.on('error', () => {}) // print() reports it
process.stderr.on('error', () => {}) // nobody is left to tell
try {
  await program.parseAsync()
} catch (error) {
  complain(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function show(names: readonly string[], flags: Flags): Promise<void> {
  const { db, bridge = [], json, csv, timeout } = flags
  await using client = await connect(db, { database: 'Open_vSwitch', connectTimeout: timeout, tls: tlsOf(flags) })
  const { interfaces, misses } = filterInterfaces(await readInterfaces(client, { timeout }), { bridges: bridge, names })
  const format = json ? formatJson : csv ? formatCsv : formatTable
  await print(format(interfaces))
  for (const miss of misses) complain(miss)
  if (misses.length > 0) process.exitCode = 1
}

/** Reads the files, for the server that needs them; what they hold is in no message. */
function tlsOf({ db, privateKey, certificate, caCert }: Flags): TlsOptions | undefined {
  if (parseRemotes(db).every(({ kind }) => kind !== 'ssl')) return undefined
  const read = (flag: string, path: string | undefined, reader: (path: string) => string): string => {
    try {
      if (path === undefined) throw new Error(`expected the path of a file for ${db}, got none`)
      return reader(path)
    } catch (error) {
      return program.error(`${flag}: ${(error as Error).message}`)
    }
  }
  const tls = {
    privateKey: read('--private-key', privateKey, readPrivateKey),
    certificate: read('--certificate', certificate, readCertificate),
    caCertificate: read('--ca-cert', caCert, readCertificate),
  }
  if (!isKeyOf(tls.privateKey, tls.certificate)) {
    program.error('--private-key: expected the key of the certificate, got that of another one')
  }
  return tls
}

/** A reader that has gone away, as `head` does, wants no more and no complaint. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      const gone = (error as NodeJS.ErrnoException | null | undefined)?.code === 'EPIPE'
      if (error && !gone) reject(new Error(`cannot print: ${error.message}`, { cause: error }))
      else resolve()
    })
  })
}

function complain(message: string): void {
  process.stderr.write(`${NAME}: ${escapeControls(message)}\n`)
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
