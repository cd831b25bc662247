import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Program, startProgram } from './child-process.js'
import { eventually } from './eventually.js'
import { freePort } from './free-port.js'
import { transact } from './ovsdb-transact.js'
import { run } from './run.js'
import type { Scope } from './scope.js'
import { tempDir } from './temp-dir.js'

export interface OvsdbClusterOptions {
  /** The schema of the database. */
  readonly schema: string
  /** How many servers. Default 3. */
  readonly size?: number
  /** Further arguments of every server, like `--private-key=…`. */
  readonly args?: readonly string[]
}

/** A real ovsdb-server that is a member of a RAFT cluster, on 127.0.0.1. */
export interface ClusterMember {
  /** `tcp:127.0.0.1:PORT` */
  readonly remote: string
  readonly port: number
  /** `unix:/…/db.sock` */
  readonly unix: string
  /** The run folder: the database, sockets and pid file. */
  readonly dir: string
  readonly pid: number
  readonly running: boolean
  /** What the server logged, since its last start. */
  log(): string
  /** Whether this server takes itself for the leader. A server that was cut off may do so for a while, wrongly. */
  leads(): Promise<boolean>
  /** What `ovs-appctl ARGS` answers: `appctl('cluster/status', 'Test')`. */
  appctl(...args: readonly string[]): Promise<string>
  /** Performs operations on the database, by way of this server. @throws when one of them fails */
  transact(operations: readonly object[]): Promise<readonly unknown[]>
  /** Sends a signal; resolves when the server has ended, or at once after SIGSTOP and SIGCONT. Default SIGKILL. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Ends the server if it runs, and starts it with the same log on the same ports. */
  restart(): Promise<void>
  /** Has it ignore the other servers, and not speak to them; only a restart ends that. Clients are served as before. */
  isolate(): Promise<void>
}

export interface OvsdbCluster {
  readonly database: string
  readonly members: readonly ClusterMember[]
  /** The remotes of all members, comma-separated. */
  readonly remote: string
  /** Waits until exactly one of the running members that are not isolated leads. */
  leader(): Promise<ClusterMember>
  /** The running members that do not lead. */
  followers(): Promise<readonly ClusterMember[]>
  /** Has the leader hand its office to another member, and waits for that. @returns the new leader */
  transferLeadership(): Promise<ClusterMember>
  /** Waits until every running member that is not isolated is connected to the cluster and has joined it. */
  settled(): Promise<void>
}

/**
 * Starts servers that form a RAFT cluster, and waits until all have joined it.
 *
 * @example
 * const cluster = await startOvsdbCluster(t, { schema: writeTestSchema(t) })
 * const client = await connect(cluster.remote, { database: cluster.database, leaderOnly: true })
 * await (await cluster.leader()).kill()
 */
export async function startOvsdbCluster(
  scope: Scope,
  { schema, size = 3, args = [] }: OvsdbClusterOptions,
): Promise<OvsdbCluster> {
  const { name: database } = JSON.parse(readFileSync(schema, 'utf8')) as { name: string }
  const parent = tempDir(scope)
  const isolated = new Set<ClusterMember>()
  const members: ClusterMember[] = []
  let first: string | undefined
  for (let n = 1; n <= size; n++) {
    const dir = join(parent, `s${n}`)
    mkdirSync(dir)
    const file = join(dir, 'conf.db')
    const raft = `tcp:127.0.0.1:${await freePort()}`
    if (first === undefined) await run('ovsdb-tool', ['create-cluster', file, schema, raft])
    else await run('ovsdb-tool', ['join-cluster', file, database, raft, first])
    first ??= raft
    members.push(await startMember(scope, { dir, file, database, args, port: await freePort(), isolated }))
  }

  const cluster: OvsdbCluster = {
    database,
    members,
    remote: members.map(({ remote }) => remote).join(','),
    leader: () =>
      eventually(async () => {
        const leaders: ClusterMember[] = []
        for (const member of members) {
          if (member.running && !isolated.has(member) && (await member.leads())) leaders.push(member)
        }
        return leaders.length === 1 && leaders[0]
      }),
    followers: async () => {
      const leader = await cluster.leader()
      return members.filter((member) => member.running && member !== leader)
    },
    transferLeadership: async () => {
      const old = await cluster.leader()
      await old.appctl('cluster/failure-test', 'transfer-leadership')
      return eventually(async () => {
        const leader = await cluster.leader()
        return leader !== old && leader
      })
    },
    settled: async () => {
      for (const member of members) {
        if (member.running && !isolated.has(member)) await eventually(() => hasJoined(member, database))
      }
    },
  }
  await cluster.settled()
  return cluster
}

interface MemberOptions {
  readonly dir: string
  readonly file: string
  readonly database: string
  readonly args: readonly string[]
  readonly port: number
  readonly isolated: Set<ClusterMember>
}

async function startMember(
  scope: Scope,
  { dir, file, database, args, port, isolated }: MemberOptions,
): Promise<ClusterMember> {
  const socket = join(dir, 'db.sock')
  const control = join(dir, 'control.sock')
  const remotes = [`--remote=ptcp:${port}:127.0.0.1`, `--remote=punix:${socket}`]
  const start = () =>
    startProgram(scope, 'ovsdb-server', [file, ...remotes, `--unixctl=${control}`, ...args], {
      env: { OVS_RUNDIR: dir },
      ready: isListening,
    })
  let program = await start()
  const appctl = (...command: readonly string[]) => run('ovs-appctl', [`--target=${control}`, ...command])
  const member: ClusterMember = {
    remote: `tcp:127.0.0.1:${port}`,
    port,
    unix: `unix:${socket}`,
    dir,
    get pid() {
      return program.pid
    },
    get running() {
      return program.running
    },
    log: () => program.output(),
    leads: async () => /^Role: leader$/m.test(await appctl('cluster/status', database)),
    appctl,
    transact: (operations) => transact(socket, [database, ...operations]),
    kill: async (signal = 'SIGKILL') => {
      program.signal(signal)
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await program.ended
    },
    restart: async () => {
      await program.stop()
      isolated.delete(member)
      program = await start()
    },
    isolate: async () => {
      isolated.add(member)
      await appctl('cluster/failure-test', 'stop-raft-rpc')
    },
  }
  return member
}

function isListening(program: Program): boolean {
  const log = program.output()
  if (log.includes('listen failed')) program.signal('SIGTERM')
  return log.includes('|ovsdb-server (Open vSwitch)') && !log.includes('listen failed')
}

/** What the member says of itself in `_Server`; a member that has not joined has no schema yet. */
async function hasJoined({ unix }: ClusterMember, database: string): Promise<boolean> {
  const columns = ['connected', 'schema']
  const select = { op: 'select', table: 'Database', where: [['name', '==', database]], columns }
  const [result] = await transact(unix.slice('unix:'.length), ['_Server', select])
  const [row] = (result as { readonly rows: readonly { connected: boolean; schema: unknown }[] }).rows
  return row?.connected === true && typeof row.schema === 'string'
}
