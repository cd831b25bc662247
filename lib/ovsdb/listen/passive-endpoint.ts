import { excerpt } from '../../jsonrpc/index.js'
import { DEFAULT_PORT, HOST } from '../endpoint.js'
import { InvalidRemoteError } from '../errors.js'

/** Where to listen for servers that dial in (ovsdb(7), "Passive Connection Methods"). */
export interface PassiveEndpoint {
  readonly kind: 'ptcp' | 'pssl'
  /** The local address. */
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly name: string
}

/** ovsdb(7): by default, all addresses of IPv4. */
const DEFAULT_HOST = '0.0.0.0'

const PASSIVE = new RegExp(`^(ptcp|pssl):(\\d*)(?::${HOST})?$`)

/**
 * Parses a passive remote: `ptcp:[PORT][:HOST]` or `pssl:[PORT][:HOST]`, with an IPv6 address in brackets; `[::]` is
 * all addresses, of IPv4 too.
 *
 * @example
 * parsePassiveEndpoint('ptcp:6640:127.0.0.1')
 * @throws {InvalidRemoteError}
 */
export function parsePassiveEndpoint(remote: string): PassiveEndpoint {
  const [, kind, digits = '', ipv6, name] = PASSIVE.exec(remote) ?? []
  if (kind !== 'ptcp' && kind !== 'pssl') {
    throw new InvalidRemoteError(
      `expected ptcp:[PORT][:HOST] or pssl:[PORT][:HOST] (an IPv6 address in brackets), got "${excerpt(remote)}"`,
    )
  }
  const port = digits === '' ? DEFAULT_PORT : Number(digits)
  if (port > 65535)
    throw new InvalidRemoteError(
      `expected a port from 0 to 65535, got ${excerpt(String(digits))} in "${excerpt(remote)}"`,
    )
  return { kind, host: ipv6 ?? name ?? DEFAULT_HOST, port, name: remote }
}
