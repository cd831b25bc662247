import { excerpt } from '../jsonrpc/index.js'

const MAX_DEPTH = 5
const MAX_ITEMS = 8
const MAX_CHARACTERS = 80

/**
 * A value in a few words, for messages to people: on one line, cut to a length that fits. Written as Node.js' `inspect`
 * writes it, which browsers lack.
 */
export function describe(value: unknown): string {
  return shortened(written(value, 0))
}

function written(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quoted(shortened(value))
    case 'bigint':
      return `${value}n`
    case 'function':
      return `[Function: ${value.name || 'anonymous'}]`
    case 'object':
      return value === null ? 'null' : object(value, depth)
    default:
      return Object.is(value, -0) ? '-0' : String(value)
  }
}

function object(value: object, depth: number): string {
  const nested = (inner: unknown) => written(inner, depth + 1)
  if (depth > MAX_DEPTH) return Array.isArray(value) ? '[Array]' : '[Object]'
  if (Array.isArray(value)) return enclosed('[', limited(value, nested), ']')
  if (value instanceof Set) return `Set(${value.size}) ${enclosed('{', limited([...value], nested), '}')}`
  if (value instanceof Map) {
    const pair = ([key, inner]: readonly [unknown, unknown]) => `${nested(key)} => ${nested(inner)}`
    return `Map(${value.size}) ${enclosed('{', limited([...value], pair), '}')}`
  }
  const member = ([name, inner]: readonly [string, unknown]) => `${key(name)}: ${nested(inner)}`
  return enclosed('{', limited(Object.entries(value), member), '}')
}

function limited<T>(items: readonly T[], write: (item: T) => string): readonly string[] {
  const more = items.length - MAX_ITEMS
  const shown = items.slice(0, MAX_ITEMS).map(write)
  return more > 0 ? [...shown, `... ${more} more item${more === 1 ? '' : 's'}`] : shown
}

function enclosed(open: string, items: readonly string[], close: string): string {
  return items.length === 0 ? open + close : `${open} ${items.join(', ')} ${close}`
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `'${escaped.replaceAll("'", "\\'")}'`
}

function shortened(text: string): string {
  return excerpt(text, MAX_CHARACTERS)
}
