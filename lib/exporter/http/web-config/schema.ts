import { z } from 'zod'
import { parseGoDuration } from './go-duration.js'
import {
  CIPHER_SUITES,
  type CipherSuite,
  CLIENT_AUTH_TYPES,
  CURVES,
  MAX_VERSIONS,
  MIN_VERSIONS,
  TLS13_SUITES,
} from './tls-names.js'

// Every scalar comes as text; messages are what was expected.

const text = z.string()
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>) => Object.keys(table) as Name[]

const tlsServer = z.strictObject({
  cert: text.optional(),
  key: text.optional(),
  client_ca: text.optional(),
  cert_file: text.optional(),
  key_file: text.optional(),
  client_ca_file: text.optional(),
  client_auth_type: z.enum(CLIENT_AUTH_TYPES).optional(),
  client_allowed_sans: z.array(text).optional(),
  min_version: z.enum(namesOf(MIN_VERSIONS)).optional(),
  max_version: z.enum(namesOf(MAX_VERSIONS)).optional(),
  cipher_suites: z.array(z.enum<CipherSuite[]>([...namesOf(CIPHER_SUITES), ...TLS13_SUITES])).optional(),
  prefer_server_cipher_suites: flag.optional(),
  curve_preferences: z.array(z.enum(namesOf(CURVES))).optional(),
})
export type TlsSection = z.output<typeof tlsServer>

const headerText = text.regex(/^[\t\x20-\x7e]+$/, 'text that an HTTP header can hold')

const headers = z.strictObject({
  'Strict-Transport-Security': headerText.optional(),
  'X-Content-Type-Options': z.enum(['nosniff']).optional(),
  'X-Frame-Options': z.enum(['deny', 'sameorigin']).optional(),
  'X-XSS-Protection': headerText.optional(),
  'Content-Security-Policy': headerText.optional(),
})

const duration = text.transform((value, context) => {
  const milliseconds = parseGoDuration(value)
  if (milliseconds !== undefined) return milliseconds
  context.addIssue({ code: 'custom', message: 'a duration such as 1s or 100ms' })
  return z.NEVER
})

const bcryptHash = text.regex(
  /^\$2[aby]\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/,
  'a bcrypt hash such as $2y$10$…',
)

/** The web configuration as the exporter-toolkit has it (its docs/web-configuration.md). */
export const webConfigSchema = z.strictObject({
  tls_server_config: tlsServer.optional(),
  http_server_config: z
    .strictObject({
      // Taken as it comes: HTTP/1.1 is spoken either way, and clients settle on it when they connect.
      http2: flag.optional(),
      headers: headers.optional(),
    })
    .optional(),
  basic_auth_users: z.record(text.min(1, 'the name of a user'), bcryptHash).optional(),
  rate_limit: z
    .strictObject({
      interval: duration.optional(),
      burst: text
        .regex(/^\d{1,9}$/, 'a whole number')
        .transform(Number)
        .optional(),
    })
    .optional(),
})
export type WebConfigSections = z.output<typeof webConfigSchema>
