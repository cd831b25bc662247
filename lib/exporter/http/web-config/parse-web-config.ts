import type { z } from 'zod'
import { ConfigError } from '../../config/errors.js'
import { expectation, explainIssue } from '../../config/explain-issue.js'
import { readYaml } from '../../config/read-yaml.js'
import { type WebConfigSections, webConfigSchema } from './schema.js'

/**
 * Reads the text of a web configuration.
 *
 * @param file the name to call it by
 * @throws {ConfigError} one line with the file, the key, what was expected and what came; never a part of a secret
 */
export function parseWebConfig(yaml: string, file: string): WebConfigSections {
  // All scalars as text: whether a header's value looks like a number is nothing to us.
  const content = withoutEmpty(readYaml(yaml, file, 'failsafe'))
  const result = webConfigSchema.safeParse(content, { error: expectation })
  if (result.success) return result.data
  const explained = explainIssue(result.error.issues[0] as z.core.$ZodIssue, content, isShown)
  throw new ConfigError(`${file}: ${explained.replaceAll(HASH, '…')}`)
}

/** An empty value counts as absent, as in Go; but not a user's hash, whose absence would let everybody in. */
function withoutEmpty(value: unknown): unknown {
  if (!isMapping(value)) return value
  const entries = Object.entries(value).filter(([, member]) => member !== '')
  return Object.fromEntries(
    entries.map(([key, member]) => [key, key === 'basic_auth_users' ? member : withoutEmpty(member)]),
  )
}

/** A bcrypt hash, or the better part of one: it may stand where it does not belong. */
const HASH = /\$2[a-z]?\$\d\d\$[./A-Za-z0-9]+|[./A-Za-z0-9]{40,}/g

const SECRET = /^(?:basic_auth_users\b|tls_server_config\.(?:key|cert|client_ca)$|$)/

function isShown(key: string): boolean {
  return !SECRET.test(key)
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
