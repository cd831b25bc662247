import { randomBytes } from 'node:crypto'
import { outcome, run } from './run.js'
import type { Scope } from './scope.js'
import { missing } from './which.js'

/** A network namespace of our own: devices, addresses and routes that nobody else sees. */
export interface NetworkNamespace {
  readonly name: string
  /** Runs a program in it and returns what it prints. */
  run(program: string, ...args: readonly string[]): Promise<string>
}

/** A namespace that stands for a container: one device, `eth0`, whose other end is a device of the switch. */
export interface Host extends NetworkNamespace {
  /** Sends that many ICMP echo requests and waits for all the replies. @throws when one is lost */
  ping(to: { readonly address: string }, count: number): Promise<void>
  /** The switch's device: what is to be added to a bridge. */
  readonly interface: string
  readonly address: string
}

/** Why a spec that needs namespaces has to be skipped; false when they can be made. */
export async function namespacesRefused(): Promise<string | false> {
  const absent = missing('ip', 'ping', 'sysctl')
  if (absent) return absent
  const name = uniqueName()
  const { status, stderr } = await outcome('ip', ['netns', 'add', name])
  if (status !== 0) return `network namespaces cannot be made: ${stderr.trim()}`
  await run('ip', ['netns', 'delete', name])
  return false
}

/** Makes an empty namespace without IPv6, so that nothing is sent that was not asked for. */
export async function createNamespace(scope: Scope): Promise<NetworkNamespace> {
  const name = uniqueName()
  await run('ip', ['netns', 'add', name])
  scope.teardown(() => run('ip', ['netns', 'delete', name]))
  const namespace: NetworkNamespace = {
    name,
    run: (program, ...args) => run('ip', ['netns', 'exec', name, program, ...args]),
  }
  await namespace.run('sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1')
  await namespace.run('ip', 'link', 'set', 'lo', 'up')
  return namespace
}

export interface HostOptions {
  /** The switch's device, at most 15 characters. */
  readonly interface: string
  /** With prefix length, like `10.1.0.2/24`. */
  readonly address: string
}

/**
 * Makes hosts whose other ends lie in the switch's namespace, ready to be added to a bridge. They know each other's
 * hardware addresses, so that the only packets on the wire are those of {@link Host.ping}.
 */
export async function createHosts<const T extends readonly HostOptions[]>(
  scope: Scope,
  switchNamespace: NetworkNamespace,
  options: T,
): Promise<{ readonly [K in keyof T]: Host }> {
  const hosts = []
  for (const [index, { interface: device, address }] of options.entries()) {
    const namespace = await createNamespace(scope)
    const mac = `02:00:00:00:${hexByte(index >> 8)}:${hexByte(index & 255)}`
    await switchNamespace.run(
      ...['ip', 'link', 'add', device, 'type', 'veth'],
      ...['peer', 'name', 'eth0', 'address', mac, 'netns', namespace.name],
    )
    await switchNamespace.run('ip', 'link', 'set', device, 'up')
    await namespace.run('ip', 'address', 'add', address, 'dev', 'eth0')
    await namespace.run('ip', 'link', 'set', 'eth0', 'up')
    hosts.push({ ...namespace, mac, interface: device, address: address.replace(/\/.*/, '') })
  }
  for (const host of hosts) {
    for (const { address, mac } of hosts.filter((other) => other !== host)) {
      await host.run('ip', 'neighbour', 'replace', address, 'lladdr', mac, 'dev', 'eth0', 'nud', 'permanent')
    }
  }
  const result: readonly Host[] = hosts.map(({ mac: _, ...host }) => ({
    ...host,
    ping: async (to, count) => {
      const report = await host.run('ping', '-q', '-n', '-i', '0.2', '-W', '5', '-c', `${count}`, to.address)
      if (!report.includes(` ${count} received`)) throw new Error(`expected ${count} replies, got:\n${report}`)
    },
  }))
  return result as { readonly [K in keyof T]: Host }
}

function uniqueName(): string {
  return `ovsdb-exporter-${randomBytes(6).toString('hex')}`
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0')
}
