import { createSecureContext, getCiphers } from 'node:tls'
import t from 'tap'
import { CIPHER_SUITES, CURVES, cipherList, TLS13_SUITES } from '../../../../lib/exporter/http/web-config/tls-names.js'

t.test('OpenSSL knows each cipher suite', async (t) => {
  const known = getCiphers()
  for (const name of [...Object.values(CIPHER_SUITES), ...TLS13_SUITES]) t.ok(known.includes(name.toLowerCase()), name)
})

t.test('OpenSSL knows each curve', async (t) => {
  for (const ecdhCurve of Object.values(CURVES)) t.ok(createSecureContext({ ecdhCurve }), ecdhCurve)
  t.ok(createSecureContext({ ecdhCurve: Object.values(CURVES).join(':') }))
})

t.test('TLS 1.3 cannot be turned off by leaving its suites out', async (t) => {
  const always = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256'
  t.equal(
    cipherList(['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256']),
    `${always}:AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256`,
    'in the order they were given',
  )
  t.equal(cipherList(['TLS_AES_128_GCM_SHA256']), always)
  t.ok(createSecureContext({ ciphers: cipherList(['TLS_RSA_WITH_AES_128_CBC_SHA']) }))
})
