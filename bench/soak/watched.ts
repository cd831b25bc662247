import { stringify } from 'yaml'
import { startProgram } from '../../spec/support/child-process.js'
import { eventually } from '../../spec/support/eventually.js'
import { startExporterProcess } from '../../spec/support/exporter.js'
import type { Scope } from '../../spec/support/scope.js'
import { basic, SECRET_HASH, writeWebConfig } from '../../spec/support/web-config.js'
import type { Counts } from '../programs/soak.js'
import { INSPECTED, type Inspector, openInspector } from './inspector.js'
import type { Peers } from './peers.js'

/** A program that is watched. */
export interface Watched {
  readonly name: string
  readonly pid: number
  readonly inspector: Inspector
}

export interface WatchedExporter extends Watched {
  readonly url: string
  /** What every request has to say. */
  readonly headers: Readonly<Record<string, string>>
  readonly mode: string
}

export interface WatchedClient extends Watched {
  counts(): Promise<Counts>
  rest(): Promise<void>
  work(): Promise<void>
}

/** What it has begun has deadlines of five seconds, and a cluster without leader its own. */
const REST = { deadline: 60_000, interval: 200 }

/** More than come at once. */
const VIEWERS = ['--web.live-viewers', '64']
const USER = 'prometheus'

/** Starts an exporter of each mode and source, with all there is to turn on, as processes of their own. */
export async function startExporters(scope: Scope, peers: Peers): Promise<readonly WatchedExporter[]> {
  const contiv = ['--contiv.etcd', peers.etcd.url, '--contiv.refresh-interval', '10s', ...VIEWERS]
  const node = ['--mode', 'netplugin', '--ovsdb', peers.ovsdb.remote, '--unixctl.run-dir', peers.calm.dir, ...contiv]
  const calm = ['--mode', 'ovs', '--ovsdb', peers.calm.remote, '--unixctl.run-dir', peers.calm.dir, ...VIEWERS]
  const targets = [{ hosts: ['127.0.0.1'], ports: [peers.ovsdb.port], transports: ['tcp'] }]
  const probing = writeWebConfig(scope, stringify({ targets })).path
  const guarded = writeWebConfig(scope, stringify({ basic_auth_users: { [USER]: SECRET_HASH } })).path
  const start = async (name: string, args: readonly string[], headers = {}): Promise<WatchedExporter> => {
    const { program, url } = await startExporterProcess(scope, args, INSPECTED)
    const inspector = await openInspector(scope, program)
    return { name, pid: program.pid, inspector, url, headers, mode: args[args.indexOf('--mode') + 1] ?? '' }
  }
  return [
    await start('netplugin, select', [...node, '--probe.config.file', probing]),
    await start('netplugin, monitor', [...node, '--ovsdb.source', 'monitor', '--web.config.file', guarded], {
      Authorization: basic(USER, 'secret'),
    }),
    // Sessions that live as long as the programs do.
    await start('ovs, select', [...calm]),
    await start('ovs, monitor', [...calm, '--ovsdb.source', 'monitor']),
    await start('netmaster', ['--mode', 'netmaster', ...contiv]),
  ]
}

/** Starts the program that uses the client library. */
export async function startClient(scope: Scope, { ovsdb, calm, cluster, nobody }: Peers): Promise<WatchedClient> {
  const args = ['dist/bench/programs/soak.js', ovsdb.remote, calm.remote, cluster.remote, nobody]
  const program = await startProgram(scope, process.execPath, args, {
    env: INSPECTED,
    ready: ({ output }) => output().includes('ready\n'),
  })
  const inspector = await openInspector(scope, program)
  return {
    name: 'client library',
    pid: program.pid,
    inspector,
    counts: async () => (await inspector.evaluate('soak.counts')) as Counts,
    rest: async () => {
      await inspector.evaluate('soak.wanted = false')
      await eventually(() => inspector.evaluate('soak.rests'), REST)
    },
    work: async () => void (await inspector.evaluate('soak.wanted = true')),
  }
}
