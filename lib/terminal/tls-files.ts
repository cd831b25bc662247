import type { TlsOptions } from '../jsonrpc/index.js'
import { isKeyOf } from '../jsonrpc/node/index.js'
import { parseRemotes, readCertificate, readPrivateKey } from '../ovsdb/index.js'
import { UsageError } from './errors.js'

/** The paths that were given. */
export interface TlsFiles {
  readonly privateKey?: string | undefined
  readonly certificate?: string | undefined
  readonly caCert?: string | undefined
}

/**
 * Reads the files, for the server that needs them; what they hold is in no message. A `wss:` server can do without, and
 * is then trusted by the CAs of Node.js, or with that of the CA alone.
 *
 * @throws {UsageError} that names the flag
 */
export function readTlsFiles(remote: string, files: TlsFiles): TlsOptions | undefined {
  const kinds = parseRemotes(remote).map(({ kind }) => kind)
  const given = Object.values(files).some((path) => path !== undefined)
  if (!kinds.includes('ssl') && !(kinds.includes('wss') && given)) return undefined
  const read = (flag: string, path: string | undefined, reader: (path: string) => string): string => {
    try {
      if (path === undefined) throw new Error(`expected the path of a file for ${remote}, got none`)
      return reader(path)
    } catch (cause) {
      throw new UsageError(`${flag}: ${(cause as Error).message}`, { cause })
    }
  }
  const { privateKey, certificate, caCert } = files
  if (!kinds.includes('ssl') && privateKey === undefined && certificate === undefined) {
    return { caCertificate: read('--ca-cert', caCert, readCertificate) }
  }
  const tls = {
    privateKey: read('--private-key', privateKey, readPrivateKey),
    certificate: read('--certificate', certificate, readCertificate),
    caCertificate: read('--ca-cert', caCert, readCertificate),
  }
  if (isKeyOf(tls.privateKey, tls.certificate)) return tls
  throw new UsageError('--private-key: expected the key of the certificate, got that of another one')
}
