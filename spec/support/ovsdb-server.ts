import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Program, startProgram } from './child-process.js'
import { freePort } from './free-port.js'
import { transact } from './ovsdb-transact.js'
import { run } from './run.js'
import type { Scope } from './scope.js'
import { tempDir } from './temp-dir.js'

export const VSWITCH_SCHEMA = '/usr/share/openvswitch/vswitch.ovsschema'

export interface OvsdbServerOptions {
  /** The schema of the database. Default {@link VSWITCH_SCHEMA}. */
  readonly schema?: string
  /** A JSON file with the parameters of one `transact`, the database name first, to fill the database with. */
  readonly load?: string
  /** Further `--remote` values, like `pssl:6640:127.0.0.1`; ports are given, not 0. */
  readonly remotes?: readonly string[]
  /** Further arguments, like `--private-key=…`. */
  readonly args?: readonly string[]
  /** The folder of the database and of the sockets. Default: a temporary one. */
  readonly dir?: string
  /** The TCP port. Default: a free one. */
  readonly port?: number
}

/** A real ovsdb-server, listening on 127.0.0.1 and on a Unix socket. */
export interface OvsdbServer {
  /** `tcp:127.0.0.1:PORT` */
  readonly remote: string
  readonly port: number
  /** `unix:/…/db.sock` */
  readonly unix: string
  /** The run folder, as /var/run/openvswitch is on a host: sockets and pid files. */
  readonly dir: string
  readonly pid: number
  /** The path of the control socket; another one after a restart. */
  readonly unixctl: string
  /** What the server logged, since its last start. */
  log(): string
  /** Performs operations on the database. @throws when one of them fails @returns one result per operation */
  transact(operations: readonly object[]): Promise<readonly unknown[]>
  /** Sends a signal; resolves when the server has ended, or at once after SIGSTOP and SIGCONT. Default SIGKILL. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Ends the server if it runs, and starts it with the same database on the same port. */
  restart(): Promise<void>
  /** Ends the server in an orderly way. */
  stop(): Promise<void>
}

/**
 * Starts an ovsdb-server on a new database.
 *
 * @example
 * const ovsdb = await startOvsdbServer(t, { load: 'fixtures/ovsdb/load-contiv-node.json' })
 * const client = await connect(ovsdb.remote)
 */
export async function startOvsdbServer(scope: Scope, options: OvsdbServerOptions = {}): Promise<OvsdbServer> {
  const { schema = VSWITCH_SCHEMA, load, remotes = [], args = [], dir = tempDir(scope) } = options
  const file = join(dir, 'conf.db')
  const socket = join(dir, 'db.sock')
  const { name: database } = JSON.parse(readFileSync(schema, 'utf8')) as { name: string }
  await run('ovsdb-tool', ['create', file, schema])

  const { port = await freePort() } = options
  const start = () =>
    startProgram(
      scope,
      'ovsdb-server',
      [
        file,
        ...[`ptcp:${port}:127.0.0.1`, `punix:${socket}`, ...remotes].map((remote) => `--remote=${remote}`),
        '--pidfile',
        ...args,
      ],
      { env: { OVS_RUNDIR: dir }, ready: isListening },
    )
  let program = await start()

  const server: OvsdbServer = {
    remote: `tcp:127.0.0.1:${port}`,
    port,
    unix: `unix:${socket}`,
    dir,
    get pid() {
      return program.pid
    },
    get unixctl() {
      return join(dir, `ovsdb-server.${program.pid}.ctl`)
    },
    log: () => program.output(),
    transact: (operations) => transact(socket, [database, ...operations]),
    kill: async (signal = 'SIGKILL') => {
      program.signal(signal)
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await program.ended
    },
    restart: async () => {
      await program.stop()
      program = await start()
    },
    stop: () => program.stop(),
  }
  if (load !== undefined) await transact(socket, JSON.parse(readFileSync(load, 'utf8')))
  return server
}

/** It logs its version once it listens; where it cannot, it says so before, goes on, and is ended here. */
function isListening(program: Program): boolean {
  const log = program.output()
  if (log.includes('listen failed')) program.signal('SIGTERM')
  return log.includes('|ovsdb-server (Open vSwitch)') && !log.includes('listen failed')
}
