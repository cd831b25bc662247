import { dirname, resolve } from 'node:path'
import type { SecureContextOptions } from 'node:tls'
import { checkCertificate, checkPrivateKey, isKeyOf, readSmallFile } from '../../../jsonrpc/node/index.js'
import { readCertificate, readPrivateKey } from '../../../ovsdb/index.js'
import { ConfigError } from '../../config/errors.js'
import { lookAt } from './look-at.js'
import { parseWebConfig } from './parse-web-config.js'
import type { TlsSection, WebConfigSections } from './schema.js'
import { type ClientAuthType, CURVES, cipherList, MAX_VERSIONS, MIN_VERSIONS } from './tls-names.js'

/** How to serve over TLS. */
export interface TlsServerConfig {
  readonly context: SecureContextOptions
  readonly clientAuth: ClientAuthType
  /** What a client's certificate has to be made out to, one of them; undefined for anything. */
  readonly allowedSans: readonly string[] | undefined
}

/** So many requests at once, and one more after each interval. */
export interface RateLimit {
  /** Milliseconds. */
  readonly interval: number
  readonly burst: number
}

/** How to serve. */
export interface WebConfig {
  readonly tls: TlsServerConfig | undefined
  /** Put on every answer. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** bcrypt hashes by name; without any, everybody is let in. */
  readonly users: ReadonlyMap<string, string>
  readonly rateLimit: RateLimit | undefined
  /** Every file it was read from, and what that looked like just before. */
  readonly files: ReadonlyMap<string, string>
}

/**
 * Reads a web configuration, and the keys and certificates it names. Their paths are relative to its folder.
 *
 * @throws {ConfigError} one line with the file, the key, what was expected and what came
 */
export function loadWebConfig(file: string): WebConfig {
  const look = lookAt(file)
  const { tls_server_config: tls, http_server_config: http, ...rest } = parseWebConfig(readText(file), file)
  const others = FILE_KEYS.flatMap((key) => (tls?.[key] === undefined ? [] : [pathOf(file, tls[key])]))
  // Before they are read: what changes meanwhile looks different afterwards.
  const looks = others.map((path) => [path, lookAt(path)] as const)
  return {
    tls: isEnabled(tls) ? new TlsReader(file, tls).read() : undefined,
    headers: { ...http?.headers },
    users: new Map(Object.entries(rest.basic_auth_users ?? {})),
    rateLimit: rateLimitOf(file, rest),
    files: new Map([[file, look], ...looks]),
  }
}

const FILE_KEYS = ['cert_file', 'key_file', 'client_ca_file'] as const
/** Any of these turns TLS on. */
const ENABLING_KEYS = [...FILE_KEYS, 'cert', 'key', 'client_ca', 'client_auth_type'] as const

function isEnabled(tls: TlsSection | undefined): tls is TlsSection {
  return tls !== undefined && ENABLING_KEYS.some((key) => tls[key] !== undefined)
}

function readText(file: string): string {
  try {
    return readSmallFile(file)
  } catch (cause) {
    throw new ConfigError(`${file}: ${(cause as Error).message}`, { cause })
  }
}

function pathOf(file: string, path: string): string {
  return resolve(dirname(file), path)
}

function rateLimitOf(
  file: string,
  { rate_limit: limit }: Pick<WebConfigSections, 'rate_limit'>,
): RateLimit | undefined {
  const { interval = 0, burst = 0 } = limit ?? {}
  if (interval === 0) return undefined
  if (burst === 0) throw new ConfigError(`${file}: rate_limit.burst: expected 1 or more, got ${burst}`)
  return { interval, burst }
}

class TlsReader {
  readonly #file: string
  readonly #tls: TlsSection

  constructor(file: string, tls: TlsSection) {
    this.#file = file
    this.#tls = tls
  }

  read(): TlsServerConfig {
    const { client_auth_type: clientAuth = 'NoClientCert', client_allowed_sans: allowedSans } = this.#tls
    const certificate = this.#needed('cert', readCertificate, checkCertificate)
    const privateKey = this.#needed('key', readPrivateKey, checkPrivateKey)
    const ca = this.#pem('client_ca', readCertificate, checkCertificate)
    if (!isKeyOf(privateKey, certificate)) throw this.#wrong('key', 'the key of the certificate', 'that of another one')
    if (ca !== undefined && clientAuth === 'NoClientCert') {
      throw this.#wrong('client_auth_type', 'one that asks for certificates, to go with client_ca_file', clientAuth)
    }
    if (allowedSans !== undefined && !/^Require/.test(clientAuth)) {
      throw this.#wrong('client_auth_type', 'one that requires certificates, for client_allowed_sans', clientAuth)
    }
    return { context: { ...this.#parameters(), cert: certificate, key: privateKey, ca }, clientAuth, allowedSans }
  }

  #parameters(): SecureContextOptions {
    const { min_version: min = 'TLS12', max_version: max = 'TLS13', cipher_suites: suites = [] } = this.#tls
    const { curve_preferences: curves = [], prefer_server_cipher_suites: honorCipherOrder = true } = this.#tls
    const [minVersion, maxVersion] = [MIN_VERSIONS[min], MAX_VERSIONS[max]]
    if (minVersion > maxVersion) throw this.#wrong('max_version', `${min} or newer`, max)
    return {
      minVersion,
      maxVersion,
      honorCipherOrder,
      ...(suites.length > 0 && { ciphers: cipherList(suites) }),
      ...(curves.length > 0 && { ecdhCurve: curves.map((curve) => CURVES[curve]).join(':') }),
    }
  }

  #needed(name: 'cert' | 'key', read: (path: string) => string, check: (pem: string) => void): string {
    const pem = this.#pem(name, read, check)
    if (pem === undefined) throw this.#wrong(`${name}_file`, 'the path of a file', 'none')
    return pem
  }

  /** PEM text, from the file or as it stands in the configuration. The file wins. */
  #pem(
    name: 'cert' | 'key' | 'client_ca',
    read: (path: string) => string,
    check: (pem: string) => void,
  ): string | undefined {
    const { [name]: inline, [`${name}_file` as const]: path } = this.#tls
    const key = path === undefined ? name : `${name}_file`
    try {
      if (path !== undefined) return read(pathOf(this.#file, path))
      if (inline !== undefined) check(inline)
      return inline
    } catch (cause) {
      throw new ConfigError(`${this.#at(key)}: ${(cause as Error).message}`, { cause })
    }
  }

  #at(key: string): string {
    return `${this.#file}: tls_server_config.${key}`
  }

  #wrong(key: string, expected: string, got: string): ConfigError {
    return new ConfigError(`${this.#at(key)}: expected ${expected}, got ${got}`)
  }
}
