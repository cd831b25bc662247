import { InvalidSchemaError } from '../errors.js'
import { typeText, valueTypesOf } from './type-text.js'
import type { DatabaseSchema, TableSchema } from './types.js'

/**
 * How a generated model is to fit into the program.
 *
 * @example
 * const options: ModelOptions = { register: true }
 * console.log(generateModel(client.schema, options).split('\n')[0]?.startsWith('// Generated from the schema')) // → true
 */
export interface ModelOptions {
  /** The module that exports `Immutable`, `Integer`, `Real` and `Uuid`. Default: this package. */
  readonly valueTypes?: string
  /** Whether `connect` is to choose the model by the database's name, by declaration merging. Default: false. */
  readonly register?: boolean
}

const PACKAGE = 'ovsdb-exporter'

/** What a generated model uses and does not declare itself. */
const USED_TYPES: readonly string[] = ['DatabaseModels', 'Immutable', 'Integer', 'ReadonlyMap', 'Real', 'Uuid']

/**
 * Writes the TypeScript model of a database: one interface a table, and one that names them all. Deterministic, so that
 * a generated file can be compared with a fresh one.
 *
 * @throws {@link InvalidSchemaError} when two names of the schema make one name of TypeScript
 * @example
 * import { writeFileSync } from 'node:fs'
 *
 * writeFileSync('vtep.ts', generateModel(await client.getSchema('hardware_vtep'), { register: true }))
 */
export function generateModel(
  schema: DatabaseSchema,
  { valueTypes = PACKAGE, register = false }: ModelOptions = {},
): string {
  const tables = [...schema.tables.values()].sort(byName)
  expectDistinct(schema)
  const title = schema.version === undefined ? schema.name : `${schema.name} ${schema.version}`
  const bodies = tables.map((table) => tableInterface(table, pascalCase(schema.name))).join('\n')
  const members = tables.map(({ name }) => `  readonly ${name}: ${rowName(name)}\n`).join('')
  return [
    `// Generated from the schema of ${title}. Do not edit.\n\n`,
    `import type { ${importsOf(tables).join(', ')} } from '${valueTypes}'\n\n`,
    documentation(schema),
    `export interface ${pascalCase(schema.name)} {\n${members}}\n\n`,
    bodies,
    register ? registration(schema.name) : '',
  ].join('')
}

function importsOf(tables: readonly TableSchema[]): readonly string[] {
  const used = tables.flatMap(({ columns }) => [...columns.values()].flatMap(({ type }) => valueTypesOf(type)))
  const immutable = tables.some((table) => immutableColumns(table).length > 0)
  return [...new Set(immutable ? [...used, 'Immutable'] : used)].sort()
}

function documentation({ name, tables }: DatabaseSchema): string {
  const [table = ''] = [...tables.keys()].sort()
  return [
    '/**',
    ` * The tables of the database \`${name}\`.`,
    ' *',
    ' * @example',
    ` * import { operations } from '${PACKAGE}'`,
    ' *',
    ` * const everyRow = operations<${pascalCase(name)}>().select('${table}', { columns: ['_uuid'] })`,
    ' */\n',
  ].join('\n')
}

function registration(database: string): string {
  return [
    `\ndeclare module '${PACKAGE}' {\n`,
    '  interface DatabaseModels {\n',
    `    ${database}: ${pascalCase(database)}\n`,
    '  }\n}\n',
  ].join('')
}

function tableInterface(table: TableSchema, model: string): string {
  const { name, columns } = table
  const members = [...columns.values()]
    .sort(byName)
    .map(
      (column) => `  readonly ${column.name}: ${column.name === '_uuid' ? `Uuid<'${name}'>` : typeText(column.type)}\n`,
    )
  const names = immutableColumns(table).join(' | ')
  const heritage = names === '' ? '' : ` extends Immutable<${names}>`
  const comment = `/** A row of the table \`${name}\` of {@link ${model}}. */\n`
  return `${comment}export interface ${rowName(name)}${heritage} {\n${members.join('')}}\n`
}

/** The names in quotes. */
function immutableColumns({ columns }: TableSchema): readonly string[] {
  return [...columns.values()]
    .filter((column) => !column.mutable && !column.name.startsWith('_'))
    .sort(byName)
    .map((column) => `'${column.name}'`)
}

/** `a_b` and `AB` are one name here, and the interfaces of one name would become one. */
function expectDistinct({ name: database, tables }: DatabaseSchema): void {
  const taken = new Map([[pascalCase(database), database]])
  for (const table of tables.keys()) {
    const other = taken.get(rowName(table))
    if (other !== undefined) {
      throw new InvalidSchemaError(`tables.${table}`, `a name other than ${rowName(table)}, which ${other} has`, table)
    }
    taken.set(rowName(table), table)
  }
  if (USED_TYPES.includes(pascalCase(database))) {
    throw new InvalidSchemaError('name', `another name than those of ${USED_TYPES.join(', ')}`, database)
  }
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
