import { typeText } from './type-text.js'
import type { DatabaseSchema, TableSchema } from './types.js'

export interface ModelOptions {
  /** The module that exports `Immutable`, `Integer`, `Real` and `Uuid`. Default: this package. */
  readonly valueTypes?: string
  /** Whether `connect` is to choose the model by the database's name, by declaration merging. Default: false. */
  readonly register?: boolean
}

const PACKAGE = 'ovsdb-exporter'

/**
 * Writes the TypeScript model of a database: one interface a table, and one that names them all. Deterministic, so that
 * a generated file can be compared with a fresh one.
 *
 * @example
 * writeFileSync('vtep.ts', generateModel(await client.getSchema('hardware_vtep'), { register: true }))
 */
export function generateModel(
  schema: DatabaseSchema,
  { valueTypes = PACKAGE, register = false }: ModelOptions = {},
): string {
  const tables = [...schema.tables.values()].sort(byName)
  const title = schema.version === undefined ? schema.name : `${schema.name} ${schema.version}`
  const bodies = tables.map(tableInterface).join('\n')
  const used = ['Immutable', 'Integer', 'Real', 'Uuid'].filter((type) => new RegExp(`\\b${type}\\b`).test(bodies))
  const members = tables.map(({ name }) => `  readonly ${name}: ${rowName(name)}\n`).join('')
  return [
    `// Generated from the schema of ${title}. Do not edit.\n\n`,
    `import type { ${used.join(', ')} } from '${valueTypes}'\n\n`,
    `/** The tables of the database \`${schema.name}\`. */\n`,
    `export interface ${pascalCase(schema.name)} {\n${members}}\n\n`,
    bodies,
    register ? registration(schema.name) : '',
  ].join('')
}

function registration(database: string): string {
  return [
    `\ndeclare module '${PACKAGE}' {\n`,
    '  interface DatabaseModels {\n',
    `    ${database}: ${pascalCase(database)}\n`,
    '  }\n}\n',
  ].join('')
}

function tableInterface({ name, columns }: TableSchema): string {
  const members = [...columns.values()]
    .sort(byName)
    .map(
      (column) => `  readonly ${column.name}: ${column.name === '_uuid' ? `Uuid<'${name}'>` : typeText(column.type)}\n`,
    )
  const immutable = [...columns.values()]
    .filter((column) => !column.mutable && !column.name.startsWith('_'))
    .sort(byName)
  const names = immutable.map((column) => `'${column.name}'`).join(' | ')
  const heritage = names === '' ? '' : ` extends Immutable<${names}>`
  return `export interface ${rowName(name)}${heritage} {\n${members.join('')}}\n`
}

function rowName(table: string): string {
  return `${pascalCase(table)}Row`
}

function pascalCase(name: string): string {
  return name
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}
