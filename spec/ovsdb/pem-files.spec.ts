import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readCertificate, readPrivateKey } from '../../lib/ovsdb/pem-files.js'
import { createAuthority } from '../support/certificates.js'
import { tempDir } from '../support/temp-dir.js'
import { missing } from '../support/which.js'

t.test('what the files hold', { skip: missing('openssl') }, async (t) => {
  const authority = await createAuthority(t)
  const { privateKey, certificate } = await authority.issue()
  t.equal(readPrivateKey(privateKey), readFileSync(privateKey, 'utf8'))
  t.equal(readCertificate(certificate), readFileSync(certificate, 'utf8'))
  t.throws(() => readPrivateKey(certificate), {
    name: 'RangeError',
    message: `expected a private key in PEM, not encrypted, got text that has none in ${JSON.stringify(certificate)}`,
  })
})

t.test('what is no such file', async (t) => {
  const none = join(tempDir(t), 'none\n')
  const other = join(tempDir(t), 'other')
  writeFileSync(other, 'secret')
  for (const [read, expected] of [
    [readPrivateKey, 'a private key in PEM, not encrypted'],
    [readCertificate, 'a certificate in PEM'],
  ] as const) {
    const refuses = (path: string, message: string) => t.throws(() => read(path), { name: 'RangeError', message })
    refuses(none, `expected a file that can be read, got ${JSON.stringify(none)} (ENOENT)`)
    refuses('', 'expected a file that can be read, got "" (ENOENT)')
    refuses(other, `expected ${expected}, got text that has none in ${JSON.stringify(other)}`)
    refuses('-----BEGIN PRIVATE KEY-----\nsecret', 'expected a file that can be read, got the text of one (ENOENT)')
  }
})
