import { stringifyJson } from '../jsonrpc/index.js'
import type { AtomicType, ColumnType } from '../ovsdb/index.js'

/** A value in a table: for people, and as the wire has it. */
export interface Cell {
  readonly text: string
  /** The text without punctuation: easier to take apart. */
  readonly bare: string
  readonly json: unknown
}

/** A cell that is no value of a column. */
export function textCell(text: string): Cell {
  return { text, bare: text, json: text }
}

/** A column's value, as the wire has it (RFC 7047 section 5.1), in the words of ovsdb-client(1): `{a=1, b=2}`. */
export function cellOf(json: unknown, { key, value, max }: ColumnType): Cell {
  const [kind, items] = Array.isArray(json) ? json : []
  if (value !== undefined) {
    const pairs = kind === 'map' && Array.isArray(items) ? (items as readonly (readonly [unknown, unknown])[]) : []
    const text = pairs.map(([name, held]) => `${atomText(name, key.type)}=${atomText(held, value.type)}`).join(', ')
    const bare = pairs.map(([name, held]) => `${bareText(name, key.type)}=${bareText(held, value.type)}`).join(' ')
    return { text: max > 1 || pairs.length === 0 ? `{${text}}` : text, bare, json }
  }
  const atoms = kind === 'set' && Array.isArray(items) ? (items as readonly unknown[]) : [json]
  const text = atoms.map((atom) => atomText(atom, key.type)).join(', ')
  const bare = atoms.map((atom) => bareText(atom, key.type)).join(' ')
  return { text: max > 1 || atoms.length === 0 ? `[${text}]` : text, bare, json }
}

export function atomText(atom: unknown, type: AtomicType): string {
  if (type === 'string' && typeof atom === 'string') return NEEDS_QUOTES.test(atom) ? stringifyJson(atom) : atom
  if (type === 'uuid' && Array.isArray(atom)) return String(atom[1])
  if (type === 'real' && typeof atom === 'number') return realText(atom)
  return String(atom)
}

function bareText(atom: unknown, type: AtomicType): string {
  return typeof atom === 'string' ? atom : atomText(atom, type)
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

/** What would be read as something else, or not as one word. */
const NEEDS_QUOTES = new RegExp(`^(?![A-Za-z_][A-Za-z0-9_.-]*$)|^(?:true|false|${UUID})$`, 'i')

const SIGNIFICANT_DIGITS = 15

/** As C writes it with %.15g. */
function realText(real: number): string {
  const [mantissa = '', exponent = ''] = real.toExponential(SIGNIFICANT_DIGITS - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < SIGNIFICANT_DIGITS) {
    return withoutZeros(real.toFixed(Math.max(0, SIGNIFICANT_DIGITS - 1 - power)))
  }
  return `${withoutZeros(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function withoutZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
}
