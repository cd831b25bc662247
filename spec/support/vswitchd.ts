import { join } from 'node:path'
import { startProgram } from './child-process.js'
import type { NetworkNamespace } from './network-namespaces.js'
import type { OvsdbServer } from './ovsdb-server.js'
import { run } from './run.js'
import type { Scope } from './scope.js'

export interface VswitchdOptions {
  /**
   * Simulated devices instead of real ones, driven by `appctl('netdev-dummy/receive', …)`, which needs no privilege; or
   * those `beside` real ones, which does.
   */
  readonly dummy?: boolean | 'beside'
  /** Where its devices live. Without one, and without `dummy`, they appear on the host itself: avoid it. */
  readonly namespace?: NetworkNamespace
}

const DUMMY_OPTIONS = {
  false: [],
  beside: ['--enable-dummy'],
  true: ['--enable-dummy=override', '--disable-system', '--disable-system-route'],
} as const

/** A real ovs-vswitchd on a real ovsdb-server. */
export interface Vswitchd {
  readonly pid: number
  /** The path of the control socket. */
  readonly unixctl: string
  /** What the daemon logged. */
  log(): string
  /** Runs ovs-vsctl, which waits until the daemon has carried the change out. */
  vsctl(...args: readonly string[]): Promise<string>
  /** Runs ovs-appctl on the daemon. */
  appctl(...args: readonly string[]): Promise<string>
  stop(): Promise<void>
}

/**
 * Starts an ovs-vswitchd that reads its configuration from `ovsdb`. There need be no kernel module: give bridges
 * `datapath_type=netdev`, or `datapath_type=dummy` with dummy devices.
 * It writes statistics to the database every 5 s, and no oftener (`other_config:stats-update-interval` is at least that).
 *
 * @example
 * const vswitchd = await startVswitchd(t, ovsdb, { dummy: true })
 * await vswitchd.vsctl('add-br', 'br0', '--', 'set', 'bridge', 'br0', 'datapath_type=dummy')
 */
export async function startVswitchd(
  scope: Scope,
  ovsdb: OvsdbServer,
  { dummy = false, namespace }: VswitchdOptions = {},
): Promise<Vswitchd> {
  const vsctl = (...args: readonly string[]) => run('ovs-vsctl', [`--db=${ovsdb.unix}`, '--timeout=20', ...args])
  await vsctl('--no-wait', 'init')
  const command = [
    ...(namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace.name]),
    'ovs-vswitchd',
    ovsdb.unix,
    '--pidfile',
    ...DUMMY_OPTIONS[`${dummy}`],
  ]
  const [name = '', ...args] = command
  const program = await startProgram(scope, name, args, {
    env: { OVS_RUNDIR: ovsdb.dir },
    ready: (started) => started.output().includes('|ovs-vswitchd (Open vSwitch)'),
  })
  await vsctl('init')
  const unixctl = join(ovsdb.dir, `ovs-vswitchd.${program.pid}.ctl`)
  return {
    pid: program.pid,
    unixctl,
    log: () => program.output(),
    vsctl,
    appctl: (...command) => run('ovs-appctl', [`--target=${unixctl}`, ...command]),
    stop: () => program.stop(),
  }
}
