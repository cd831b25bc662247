import { parseAllDocuments } from 'yaml'
import type { z } from 'zod'
import { ConfigError } from '../../config/errors.js'
import { type WebConfigSections, webConfigSchema } from './schema.js'

/**
 * Reads the text of a web configuration.
 *
 * @param file the name to call it by
 * @throws {ConfigError} one line with the file, the key, what was expected and what came; never a part of a secret
 */
export function parseWebConfig(yaml: string, file: string): WebConfigSections {
  const content = withoutEmpty(parseYaml(yaml, file))
  const result = webConfigSchema.safeParse(content, { error: expectation })
  if (result.success) return result.data
  throw new ConfigError(`${file}: ${describe(result.error.issues[0] as z.core.$ZodIssue, content)}`)
}

/** Nothing of the text may show in the message: it holds secrets. */
function parseYaml(yaml: string, file: string): unknown {
  // All scalars as text: whether a header's value looks like a number is nothing to us.
  const [document, second] = [parseAllDocuments(yaml, { schema: 'failsafe', prettyErrors: false })].flat()
  if (document === undefined || !('contents' in document)) return {}
  const [problem] = [...document.errors, ...document.warnings]
  const code = second === undefined ? problem?.code : 'a second document'
  if (code !== undefined) {
    const line = yaml.slice(0, problem?.pos[0] ?? 0).split('\n').length
    throw new ConfigError(`${file}: expected YAML, got ${code}${problem === undefined ? '' : ` in line ${line}`}`)
  }
  try {
    return document.toJS() || {}
  } catch (cause) {
    throw new ConfigError(`${file}: expected YAML, got an alias of nothing, or of too much`, { cause })
  }
}

/** An empty value counts as absent, as in Go; but not a user's hash, whose absence would let everybody in. */
function withoutEmpty(value: unknown): unknown {
  if (!isMapping(value)) return value
  const entries = Object.entries(value).filter(([, member]) => member !== '')
  return Object.fromEntries(
    entries.map(([key, member]) => [key, key === 'basic_auth_users' ? member : withoutEmpty(member)]),
  )
}

const KINDS: Readonly<Record<string, string>> = { object: 'a mapping', record: 'a mapping', array: 'a list' }

/** What was expected, for the issues that do not say so themselves. */
function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? 'a text'
    case 'invalid_value':
      return `${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`
    default:
      return issue.message ?? 'another value'
  }
}

function describe(issue: z.core.$ZodIssue, content: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return `${[...issue.path, issue.keys[0]].join('.')}: expected a key of the format, got an unknown one`
  }
  if (issue.code === 'invalid_key') return `${issue.path.join('.')}: expected ${issue.issues[0]?.message}, got ""`
  const key = issue.path.join('.')
  return `${key === '' ? '' : `${key}: `}expected ${issue.message}, got ${kindOf(valueAt(issue.path, content), key)}`
}

const SECRET = /^(?:basic_auth_users\b|tls_server_config\.(?:key|cert|client_ca)$)/

function kindOf(value: unknown, key: string): string {
  if (typeof value === 'string') return SECRET.test(key) || key === '' ? 'another text' : JSON.stringify(value)
  return isMapping(value) ? 'a mapping' : 'a list'
}

function valueAt(path: readonly PropertyKey[], content: unknown): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], content)
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
