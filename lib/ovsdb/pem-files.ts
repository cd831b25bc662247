import { excerpt } from '../jsonrpc/index.js'
import { checkCertificate, checkPrivateKey, readSmallFile, type UnreadableFileError } from '../jsonrpc/node/index.js'

/**
 * Reads a private key for TLS.
 *
 * @throws RangeError when the file cannot be read or holds none; the text names the file and holds nothing of it
 * @example
 * const privateKey = readPrivateKey('/etc/openvswitch/sc-privkey.pem')
 */
export function readPrivateKey(path: string): string {
  return read(path, checkPrivateKey)
}

/**
 * Reads a certificate, or several, for TLS.
 *
 * @throws RangeError when the file cannot be read or holds none
 * @example
 * const tls = { caCertificate: readCertificate('/etc/openvswitch/cacert.pem') }
 */
export function readCertificate(path: string): string {
  return read(path, checkCertificate)
}

function read(path: string, check: (pem: string) => void): string {
  // Whoever confuses the file with what it holds wants it printed no more for that.
  const name = path.includes('-----BEGIN') ? 'the text of one' : JSON.stringify(excerpt(path))
  let pem: string
  try {
    pem = readSmallFile(path)
  } catch (cause) {
    const { expected, got } = cause as UnreadableFileError
    throw new RangeError(`expected ${expected}, got ${name} (${got})`, { cause })
  }
  try {
    check(pem)
  } catch (cause) {
    throw new RangeError(`${(cause as Error).message} in ${name}`, { cause })
  }
  return pem
}
