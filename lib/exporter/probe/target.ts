import { parseRemotes } from '../../ovsdb/index.js'
import { contains, type Network, parseAddress } from './network.js'

export const TRANSPORTS = ['ssl', 'tcp'] as const
export type Transport = (typeof TRANSPORTS)[number]

/** Which targets may be probed. */
export interface TargetRule {
  /** In lower case. A target that is a name must be one of these: it is not looked up to compare addresses. */
  readonly names: ReadonlySet<string>
  readonly networks: readonly Network[]
  readonly ports: ReadonlySet<number>
  readonly transports: ReadonlySet<Transport>
}

/** An OVSDB server to probe. */
export interface Target {
  readonly transport: Transport
  readonly host: string
  readonly port: number
  /** As it is written: `ssl:switch7:6640`. */
  readonly remote: string
}

/** Reads a target: `ssl:HOST[:PORT]` or `tcp:HOST[:PORT]`; `undefined` for anything else. */
export function parseTarget(text: string): Target | undefined {
  try {
    const [endpoint, ...more] = parseRemotes(text)
    if (endpoint === undefined || more.length > 0) return undefined
    const { kind, name } = endpoint
    if (kind !== 'ssl' && kind !== 'tcp') return undefined
    return { transport: kind, host: endpoint.host, port: endpoint.port, remote: name }
  } catch {
    return undefined
  }
}

/** Whether one of the rules allows the target. */
export function isAllowed(rules: readonly TargetRule[], { transport, host, port }: Target): boolean {
  const address = parseAddress(host)
  return rules.some(
    (rule) =>
      rule.transports.has(transport) &&
      rule.ports.has(port) &&
      (rule.names.has(host.toLowerCase()) ||
        (address !== undefined && rule.networks.some((network) => contains(network, address)))),
  )
}
