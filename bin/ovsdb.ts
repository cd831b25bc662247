#!/usr/bin/env node
import { createReadStream, readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import {
  CELLS,
  type Cells,
  COMMANDS,
  EXIT_USAGE,
  exitStatusOf,
  FORMATS,
  type Format,
  readInput,
  Server,
  type Style,
  takeServer,
  UsageError,
} from '../lib/cli/index.js'
import { InvalidRemoteError, parseRemotes, readCertificate, readPrivateKey, type TlsOptions } from '../lib/index.js'
import { escapeControls, parseDuration } from '../lib/interfaces/index.js'

const NAME = 'ovsdb'

const EXPLANATION = `
Server:
  tcp:HOST[:PORT], ssl:HOST[:PORT] (IPv6 in brackets), unix:PATH,
  ws://HOST[:PORT][/PATH] or wss://...; the members of a cluster with commas
  between them, of which the leader is found. By default that of the
  environment variable OVSDB_REMOTE, or unix:/var/run/openvswitch/db.sock.

Database:
  By default Open_vSwitch, or the only one that the server has.

Exit status:
  0  done
  1  no server can be reached, it refuses, the transaction was rejected, or
     what there is to print cannot be written
  2  a flag, an operand or the input is wrong
  3  a transaction was sent and no answer came: it was carried out or not

Examples:
  ${NAME} dump Interface name statistics
  ${NAME} dump tcp:10.0.0.7:6640 Bridge --format=csv
  ${NAME} transact '["Open_vSwitch",{"op":"select","table":"Bridge","where":[]}]'
  ${NAME} codegen tcp:10.0.0.7:6641 OVN_Northbound > ovn-northbound.ts
`

const DEFAULT_SERVER = 'unix:/var/run/openvswitch/db.sock'

interface Flags {
  readonly privateKey?: string
  readonly certificate?: string
  readonly caCert?: string
  readonly format: Format
  readonly data: Cells
  readonly headings: boolean
  readonly bare?: true
  readonly timestamp?: true
  readonly pretty?: true
  readonly force?: true
  readonly timeout?: number
  readonly leaderOnly: boolean
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** Texts that were asked for: help, the version. */
let asked = ''

const program = new Command(NAME)
  .description('Reads and changes OVSDB databases.')
  .usage('[options] COMMAND [SERVER] [...]')
  .version(version, '-V, --version', 'print the version')
  .addOption(new Option('-f, --format <format>', 'how to print rows').choices(FORMATS).default('table'))
  .addOption(
    new Option('-d, --data <format>', 'how to print their cells, but for --format=json')
      .choices(CELLS)
      .default('string'),
  )
  .addOption(new Option('--no-headings', 'leave the names of the columns out'))
  .addOption(new Option('--bare', 'the same as --format=list --data=bare --no-headings'))
  .addOption(new Option('--timestamp', 'tell when a change came that monitor prints'))
  .addOption(new Option('--pretty', 'indent JSON'))
  .addOption(
    new Option('-t, --timeout <time>', 'give up after that many seconds, or a time like 500ms').argParser(
      checked(parseTimeout),
    ),
  )
  .addOption(new Option('--no-leader-only', 'accept any server of a cluster, not only the leader'))
  .addOption(new Option('-p, --private-key <file>', 'the private key to show to an ssl: or wss: server, in PEM'))
  .addOption(new Option('-c, --certificate <file>', 'the certificate of that key'))
  .addOption(new Option('-C, --ca-cert <file>', 'the CA that signed the certificate of the server'))
  .helpOption('-h, --help', 'print this text, or that of a command')
  .configureHelp({
    showGlobalOptions: true,
    subcommandTerm: (command) => command.name(),
  })
  .helpCommand(false)
  .addHelpText('after', EXPLANATION)
  .showSuggestionAfterError(true)
  .configureOutput({
    writeOut: (text) => (asked += text),
    outputError: (text) => complain(text.replace(/^error: /, '').trimEnd()),
  })
  .exitOverride()

for (const command of COMMANDS) {
  const one = program
    .command(`${command.name} [operands...]`)
    .usage(`[options] ${command.usage}`)
    .description(command.summary)
    .helpOption('-h, --help', 'print this text')
    .action((operands: readonly string[], own: Pick<Flags, 'force'>) =>
      run(command, operands, { ...program.opts(), ...own }),
    )
  if (command.force !== undefined) one.addOption(new Option('--force', command.force))
  if (command.details !== undefined) one.addHelpText('after', `\n${command.details}`)
}

process.stdout.on('error', () => {}) // print() reports it
process.stderr.on('error', () => {}) // nobody is left to tell
try {
  await program.parseAsync().catch(endEarly)
} catch (error) {
  complain(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof InvalidRemoteError ? EXIT_USAGE : exitStatusOf(error)
}

/** Ends without a command: by a text that was asked for, or by a complaint, which has been made. */
async function endEarly(reason: unknown): Promise<void> {
  if (!(reason instanceof CommanderError)) throw reason
  if (reason.exitCode === 0) await print(asked)
  else process.exitCode = EXIT_USAGE
}

async function run(command: (typeof COMMANDS)[number], given: readonly string[], flags: Flags): Promise<void> {
  const { server: remote, rest: operands } = takeServer(given, process.env.OVSDB_REMOTE || DEFAULT_SERVER)
  const giveUp = new AbortController()
  const { timeout, force = false, leaderOnly } = flags
  const late = new Error(`gave up after ${timeout} ms`)
  const timer = timeout === undefined ? undefined : setTimeout(() => giveUp.abort(late), timeout)
  const server = new Server(remote, { tls: tlsOf(remote, flags), leaderOnly, signal: giveUp.signal })
  const read = (maxBytes: number, path?: string) =>
    path === undefined
      ? readInput(process.stdin, 'standard input', maxBytes)
      : readInput(createReadStream(path), JSON.stringify(path), maxBytes)
  try {
    await command.run({ server, operands, style: styleOf(flags), force, print, complain, read })
  } finally {
    clearTimeout(timer)
  }
}

function styleOf({ format, data, headings, bare, timestamp, pretty }: Flags): Style {
  const other = { timestamps: timestamp === true, pretty: pretty === true }
  if (bare === true) return { format: 'list', cells: 'bare', headings: false, ...other }
  return { format, cells: data, headings, ...other }
}

/** Reads the files, for the server that needs them; what they hold is in no message. */
function tlsOf(remote: string, { privateKey, certificate, caCert }: Flags): TlsOptions | undefined {
  const kinds = parseRemotes(remote).map(({ kind }) => kind)
  const given = [privateKey, certificate, caCert].some((path) => path !== undefined)
  if (!kinds.includes('ssl') && !(kinds.includes('wss') && given)) return undefined
  const read = <T>(flag: string, path: string | undefined, reader: (path: string) => T): T => {
    try {
      if (path === undefined) throw new Error(`expected the path of a file for ${remote}, got none`)
      return reader(path)
    } catch (error) {
      throw new UsageError(`${flag}: ${(error as Error).message}`)
    }
  }
  const caCertificate = read('--ca-cert', caCert, readCertificate)
  if (privateKey === undefined && certificate === undefined) return { caCertificate }
  return {
    caCertificate,
    privateKey: read('--private-key', privateKey, readPrivateKey),
    certificate: read('--certificate', certificate, readCertificate),
  }
}

/** A reader that has gone away, as `head` does, wants no more and no complaint. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if ((error as NodeJS.ErrnoException | null | undefined)?.code === 'EPIPE') process.exit(0)
      if (error) reject(new Error(`cannot print: ${error.message}`, { cause: error }))
      else resolve()
    })
  })
}

function complain(message: string): void {
  process.stderr.write(`${NAME}: ${escapeControls(message)}\n`)
}

function parseTimeout(text: string): number {
  return parseDuration(/^\d+$/.test(text) ? `${text}s` : text)
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
