import type { Atom } from '../value/types.js'
import { type BaseType, type ColumnType, shapeOf } from './types.js'

/** A column's type as a model has it, in TypeScript: `readonly Uuid<'Port'>[]`, `'up' | 'down' | undefined`. */
export function typeText(type: ColumnType): string {
  const shape = shapeOf(type)
  const key = atomType(shape.key)
  switch (shape.kind) {
    case 'scalar':
      return key
    case 'optional':
      return `${key} | undefined`
    case 'set':
      return key.includes(' | ') ? `readonly (${key})[]` : `readonly ${key}[]`
    case 'map':
      return `ReadonlyMap<${key}, ${atomType(shape.value)}>`
  }
}

/** Which types of this package the text of the type names. */
export function valueTypesOf({ key, value }: ColumnType): readonly string[] {
  const bases = value === undefined ? [key] : [key, value]
  return bases.map((base) => atomType(base).replace(/<.*/, '')).filter((text) => VALUE_TYPES.includes(text))
}

const VALUE_TYPES = ['Integer', 'Real', 'Uuid']

function atomType(base: BaseType): string {
  if (base.enum !== undefined && base.type !== 'uuid') return base.enum.map(literal).sort().join(' | ')
  switch (base.type) {
    case 'integer':
      return isNarrow(base) ? 'number' : 'Integer'
    case 'real':
      return 'Real'
    case 'uuid':
      return base.refTable === undefined ? 'Uuid' : `Uuid<'${base.refTable}'>`
    default:
      return base.type
  }
}

/** Bounds within ±2^53 make every value of the column a `number`. */
function isNarrow({ minInteger, maxInteger }: BaseType): boolean {
  return Number.isSafeInteger(minInteger) && Number.isSafeInteger(maxInteger)
}

function literal(value: Atom): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'string') return String(value)
  const escaped = JSON.stringify(value).slice(1, -1)
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
