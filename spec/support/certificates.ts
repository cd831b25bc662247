import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { TlsOptions } from '../../lib/jsonrpc/tls-options.js'
import { run } from './run.js'
import type { Scope } from './scope.js'
import { tempDir } from './temp-dir.js'

/** A key and its certificate, as files. */
export interface Identity {
  readonly privateKey: string
  readonly certificate: string
}

/** A certificate authority made for a spec, and removed with it. */
export interface Authority {
  /** The file of its certificate. */
  readonly certificate: string
  /** Makes a certificate; `names` as OpenSSL's subjectAltName has them, like `DNS:a,IP:127.0.0.1`. */
  issue(options?: { readonly names?: string; readonly days?: number }): Promise<Identity>
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Makes an authority with the openssl command; the certificates hold no host names, as those of ovs-pki(8). */
export async function createAuthority(scope: Scope): Promise<Authority> {
  const dir = tempDir(scope)
  const file = (name: string) => join(dir, name)
  const ca = { privateKey: file('ca-key.pem'), certificate: file('ca.pem') }
  const subject = ['-subj', `/CN=${basename(dir)}`]
  await run('openssl', ['req', '-x509', ...KEY, ...subject, '-keyout', ca.privateKey, '-out', ca.certificate])
  let issued = 0
  return {
    certificate: ca.certificate,
    issue: async ({ names, days = 30 } = {}) => {
      const serial = ++issued
      const name = `leaf${serial}`
      const identity = { privateKey: file(`${name}-key.pem`), certificate: file(`${name}.pem`) }
      const request = file(`${name}.csr`)
      const extension = names === undefined ? [] : ['-addext', `subjectAltName=${names}`]
      await run('openssl', [
        ...['req', ...KEY, '-subj', `/CN=${name}`, ...extension, '-keyout', identity.privateKey, '-out', request],
      ])
      await run('openssl', [
        ...['x509', '-req', '-in', request, '-CA', ca.certificate, '-CAkey', ca.privateKey, '-copy_extensions', 'copy'],
        // A serial file would be read and written by certificates made at the same time.
        ...['-set_serial', String(serial), '-days', String(days), '-out', identity.certificate],
      ])
      return identity
    },
  }
}

/** What a client is told to be that identity, and to trust that authority. */
export function tlsOptions({ certificate }: Authority, identity?: Identity): TlsOptions {
  return {
    caCertificate: readFileSync(certificate),
    ...(identity && {
      privateKey: readFileSync(identity.privateKey),
      certificate: readFileSync(identity.certificate),
    }),
  }
}

/** The same as flags of ovsdb-server and the other programs of Open vSwitch. */
export function tlsFlags({ certificate }: Authority, identity: Identity): readonly string[] {
  return [`--private-key=${identity.privateKey}`, `--certificate=${identity.certificate}`, `--ca-cert=${certificate}`]
}
