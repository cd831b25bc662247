import type { z } from 'zod'
import { excerpt } from '../../jsonrpc/index.js'

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  number: 'a number',
  int: 'a whole number',
}

/** What was expected, for the issues that do not say so themselves; to be given to `safeParse`. */
export function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? 'a text'
    case 'invalid_value':
      return `${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
    case 'too_big':
      return `at most ${issue.maximum}`
    default:
      return issue.message ?? 'another value'
  }
}

/**
 * What is wrong with a configuration: the key, what was expected and what came.
 *
 * @param shown whether what stands at a key may be told
 */
export function explainIssue(issue: z.core.$ZodIssue, content: unknown, shown: (key: string) => boolean): string {
  if (issue.code === 'unrecognized_keys') {
    return `${nameOf([...issue.path, ...issue.keys.slice(0, 1)])}: expected a key of the format, got an unknown one`
  }
  if (issue.code === 'invalid_key') return `${nameOf(issue.path)}: expected ${issue.issues[0]?.message}, got ""`
  const key = nameOf(issue.path)
  const got = kindOf(valueAt(issue.path, content), shown(key))
  return `${key === '' ? '' : `${key}: `}expected ${issue.message}, got ${got}`
}

/** What to call the place of a value. A key that looks like none may be one whose colon was forgotten, and a secret. */
export function nameOf(path: readonly PropertyKey[]): string {
  return path.map((step) => (/^[\w.@+-]{0,40}$/.test(String(step)) ? String(step) : '…')).join('.')
}

function kindOf(value: unknown, shown: boolean): string {
  if (typeof value === 'string') {
    if (!shown) return 'another text'
    return JSON.stringify(excerpt(value))
  }
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a mapping'
  return value === undefined ? 'none' : String(value)
}

function valueAt(path: readonly PropertyKey[], content: unknown): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], content)
}
