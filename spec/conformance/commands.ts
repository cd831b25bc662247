import { parseJson } from '../../lib/jsonrpc/index.js'
import {
  compareConditions,
  formatCondition,
  meets,
  parseCondition,
  sortConditions,
} from '../../lib/ovsdb/row/condition.js'
import { formatMutation, mutateRow, parseMutation } from '../../lib/ovsdb/row/mutation.js'
import { completeRow, formatRow, parseRow, type Row, sameContent } from '../../lib/ovsdb/row/row.js'
import {
  formatBaseType,
  formatColumn,
  formatSchema,
  formatTable,
  formatType,
} from '../../lib/ovsdb/schema/format-schema.js'
import { parseColumn, parseSchema, parseTable } from '../../lib/ovsdb/schema/parse-schema.js'
import { atomicType, parseBaseType, parseType } from '../../lib/ovsdb/schema/parse-type.js'
import type { TableSchema } from '../../lib/ovsdb/schema/types.js'
import { checkAtom, compareAtoms, formatAtom, parseAtom } from '../../lib/ovsdb/value/atom.js'
import { formatDatum, parseDatum, sameDatum } from '../../lib/ovsdb/value/datum.js'
import { applyDiff, diffDatum } from '../../lib/ovsdb/value/diff.js'
import type { Line } from './vector.js'

/** A command of the reference's test program: its arguments in, the lines it prints out. */
export type Command = (args: readonly unknown[]) => Iterable<Line>

/** Each argument is JSON text, but names that are none. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'parse-atomic-type': ([type]) => [{ value: atomicType(unboxed(type), 'type') }],
  'parse-base-type': ([type]) => [{ value: formatBaseType(parseBaseType(unboxed(type), 'type')) }],
  'parse-type': ([type]) => [{ value: formatType(parseType(unboxed(type), 'type')) }],
  'parse-column': ([name, json]) => [{ value: formatColumn(parseColumn(String(name), json, String(name))) }],
  'parse-table': ([name, json, isRoot]) => [{ value: formatTable(parseTable(String(name), json), isRoot === true) }],
  'parse-schema': ([json]) => [{ value: formatSchema(parseSchema(json)) }],
  'parse-atoms': ([type, ...atoms]) => {
    const base = parseBaseType(unboxed(type), 'type')
    return atoms.map((json) =>
      attempt(() => {
        const atom = parseAtom(unboxed(json), base)
        checkAtom(atom, base)
        return formatAtom(atom, base)
      }),
    )
  },
  'parse-data': ([json, ...data]) => {
    const type = parseType(unboxed(json), 'type')
    return data.map((datum) => ({ value: formatDatum(parseDatum(unboxed(datum), type), type) }))
  },
  'sort-atoms': ([json, atoms]) => {
    const base = parseBaseType(unboxed(json), 'type')
    const sorted = list(atoms)
      .map((atom) => parseAtom(atom, base))
      .sort(compareAtoms)
    return [{ value: sorted.map((atom) => formatAtom(atom, base)) }]
  },
  'diff-data': ([json, ...data]) => {
    const type = parseType(unboxed(json), 'type')
    const datumAt = (index: number) => parseDatum(unboxed(data[index]), { ...type, max: Number.POSITIVE_INFINITY })
    return data.flatMap((_, index) => {
      if (index % 2 === 1) return []
      const [from, to] = [datumAt(index), datumAt(index + 1)]
      const difference = diffDatum(from, to, type)
      const changed = applyDiff(from, difference, type)
      return [
        { label: 'diff: ', value: formatDatum(difference, type) },
        { label: 'apply diff: ', value: formatDatum(changed, type) },
        { label: 'apply diff in place: ', value: formatDatum(changed, type) },
        { text: sameDatum(changed, to) ? 'OK' : 'not the same' },
      ]
    })
  },
  'parse-rows': ([json, ...rows]) => {
    const table = parseTable('mytable', json)
    return rows.flatMap((row): Line[] => {
      const given = parseRow(row, table)
      return [
        { value: formatRow(completeRow(given, table), table, table.columns.keys()) },
        { text: [...given.keys()].sort().join(', ') || '<none>' },
      ]
    })
  },
  'compare-rows': ([json, ...named]) => {
    const table = parseTable('mytable', json)
    const rows = named.map((pair) => {
      const [name, row] = list(pair)
      return { name, row: completeRow(parseRow(row, table), table) }
    })
    return rows.flatMap((a, i) =>
      rows.slice(i + 1).flatMap((b) => (sameContent(a.row, b.row) ? [{ text: `${a.name} == ${b.name}` }] : [])),
    )
  },
  'parse-conditions': ([json, ...conditions]) => {
    const table = parseTable('mytable', json)
    return conditions.map((clauses) =>
      attempt(() => sortConditions(list(clauses).map((clause) => parseCondition(clause, table))).map(formatCondition)),
    )
  },
  'compare-conditions': ([json, conditions]) => {
    const table = parseTable('mytable', json)
    const parsed = list(conditions).map((clauses) => list(clauses).map((clause) => parseCondition(clause, table)))
    return parsed.slice(1).map((clauses, index) => ({
      text: `condition ${index}-${index + 1}: ${Math.sign(compareConditions(parsed[index] ?? [], clauses))}`,
    }))
  },
  'evaluate-conditions': (args) => evaluate(args, (clauses, holds) => clauses.every(holds)),
  'evaluate-conditions-any': (args) => evaluate(args, (clauses, holds) => clauses.some(holds)),
  'parse-mutations': ([schema, ...mutations]) => {
    const table = parseTable('mytable', schema)
    return mutations.map((json) =>
      attempt(() => list(json).map((mutation) => formatMutation(parseMutation(mutation, table)))),
    )
  },
  'execute-mutations': ([json, mutations, rows]) => {
    const table = parseTable('mytable', json)
    const parsed = list(rows).map((row) => completeRow(parseRow(row, table), table))
    return list(mutations).flatMap((mutation, index): Line[] => [
      { text: `mutation ${String(index).padStart(2)}:` },
      ...parsed
        .map((row, i) => ({ ...attempt(() => mutated(row, list(mutation), table)), label: `row ${i}: ` }))
        .map(unchangedAsText),
    ])
  },
}

const NO_CHANGE = Symbol('no change')

function mutated(row: Row, mutations: readonly unknown[], table: TableSchema): unknown {
  const changed = mutations.map((mutation) => parseMutation(mutation, table)).reduce(mutateRow, row)
  if (sameContent(row, changed)) return NO_CHANGE
  return formatRow(
    changed,
    table,
    [...table.columns.keys()].filter((name) => !name.startsWith('_')),
  )
}

function unchangedAsText({ value, ...line }: Line): Line {
  return value === NO_CHANGE ? { ...line, text: 'no change' } : { ...line, ...(value !== undefined && { value }) }
}

type Clauses = readonly ReturnType<typeof parseCondition>[]

/** Columns of five rows, `T` where the condition holds. */
function evaluate(
  [json, conditions, rows]: readonly unknown[],
  decide: (clauses: Clauses, holds: (clause: Clauses[number]) => boolean) => boolean,
): readonly Line[] {
  const table = parseTable('mytable', json)
  const parsed = list(rows).map((row) => completeRow(parseRow(row, table), table))
  return list(conditions).map((condition, index) => {
    const clauses = list(condition).map((clause) => parseCondition(clause, table))
    const marks = parsed.map(
      (row, i) => (i % 5 === 0 ? ' ' : '') + (decide(clauses, (clause) => meets(row, clause)) ? 'T' : '-'),
    )
    return { text: `condition ${String(index).padStart(2)}:${marks.join('')}` }
  })
}

/** A command's arguments: JSON where they are some. One that ends in `;` ends the command of the shell. */
export function parseArguments(args: readonly string[]): readonly unknown[] {
  const last = args.findIndex((arg) => arg.endsWith(';'))
  const own = last === -1 ? args : args.slice(0, last + 1)
  return own.map((arg) => {
    try {
      return parseJson(arg.replace(/;$/, ''))
    } catch {
      return arg
    }
  })
}

function attempt(make: () => unknown): Line {
  try {
    return { value: make() }
  } catch (error) {
    return { refused: error as Error }
  }
}

/** JSON at the top must be an array or an object there, so an atom stands alone in an array. */
function unboxed(json: unknown): unknown {
  return Array.isArray(json) && json.length === 1 ? json[0] : json
}

function list(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json
  throw new TypeError(`expected an array, got ${JSON.stringify(json)}`)
}
