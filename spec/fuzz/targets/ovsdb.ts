import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { parseJson, stringifyJson } from '../../../lib/jsonrpc/index.js'
import { InvalidSchemaError, InvalidValueError, OvsdbError } from '../../../lib/ovsdb/errors.js'
import { filterTableUpdates } from '../../../lib/ovsdb/monitor/filter-updates.js'
import { ReplicaTables } from '../../../lib/ovsdb/monitor/replica-tables.js'
import { rowReaders } from '../../../lib/ovsdb/monitor/row-reader.js'
import { readTableUpdates, readTableUpdates2 } from '../../../lib/ovsdb/monitor/table-updates.js'
import { parseCondition } from '../../../lib/ovsdb/row/condition.js'
import { formatSchema } from '../../../lib/ovsdb/schema/format-schema.js'
import { parseSchema } from '../../../lib/ovsdb/schema/parse-schema.js'
import { parseType } from '../../../lib/ovsdb/schema/parse-type.js'
import { DatabaseError } from '../../../lib/ovsdb/value/database-error.js'
import { formatDatum, parseDatum, sameDatum } from '../../../lib/ovsdb/value/datum.js'
import { valueDecoder } from '../../../lib/ovsdb/value/decode.js'
import { applyDiff, diffDatum } from '../../../lib/ovsdb/value/diff.js'
import { encodeValue } from '../../../lib/ovsdb/value/encode.js'
import { EVERY_SHAPE, thing } from '../../support/every-shape.js'
import { jsonValue, string } from '../../support/json-arbitrary.js'
import { broken, bytesOf, type FuzzTarget, jsonOf, survive } from '../target.js'
import { captured, vectors } from './files.js'

const UUID = '9f04604d-7d5d-40c8-b321-dbf309952511'

const WORDS = [
  '"set",',
  '"map",',
  `["uuid","${UUID}"]`,
  '["named-uuid","a"]',
  '["set",[]]',
  '["map",[]]',
  '"unlimited"',
  '"enum":',
  '"minInteger":',
  '"maxLength":',
  '"refTable":"thing"',
  '"refType":"weak"',
  '"key":',
  '"value":',
]

const baseType = fc.oneof(
  fc.constantFrom('string', 'integer', 'real', 'boolean', 'uuid'),
  fc.constantFrom(
    { type: 'integer', minInteger: -1, maxInteger: 2 ** 53 },
    { type: 'string', minLength: 1, maxLength: 2 },
    { type: 'string', enum: ['set', ['a', 'b']] },
    { type: 'uuid', refTable: 'thing', refType: 'weak' },
  ),
)
const type = fc.oneof(
  baseType,
  fc.record(
    { key: baseType, value: baseType, min: fc.constantFrom(0, 1), max: fc.constantFrom(1, 2, 'unlimited') },
    { requiredKeys: ['key'] },
  ),
)

const atom = fc.oneof(
  jsonValue.map(({ text }) => text),
  string.map(({ text }) => text),
  fc.maxSafeInteger().map(String),
  fc.uuid().map((uuid) => `["uuid","${uuid}"]`),
)
const value = fc.oneof(
  atom,
  fc.array(atom, { maxLength: 4 }).map((atoms) => `["set",[${atoms}]]`),
  fc.array(fc.tuple(atom, atom), { maxLength: 4 }).map((pairs) => `["map",[${pairs.map((pair) => `[${pair}]`)}]]`),
)

/** `[type, value, other value]`: what is decoded is encoded to the same, and a difference leads from one to the other. */
export const values: FuzzTarget = {
  name: 'value',
  seeds: vectors('ovsdb-data.json'),
  words: WORDS,
  generated: fc
    .tuple(type, value, value)
    .map(([of, first, second]) => bytesOf(`[${JSON.stringify(of)},${first},${second}]`)),
  check(input) {
    const given = jsonOf(input, parseJson)
    if (!Array.isArray(given)) return
    const [typeJson, first, second] = given
    const of = survive(() => parseType(typeJson, 'T.c.type'), InvalidSchemaError)
    if (of === undefined) return
    const column = { name: 'c', type: of, ephemeral: false, mutable: true }
    const decode = valueDecoder('T', column)
    const decoded = survive(() => ({ value: decode(first) }), InvalidValueError)
    const encode = (value: unknown) => survive(() => ({ json: encodeValue('T', column, value) }), InvalidValueError)
    const encoded = decoded && encode(decoded.value)
    // A real is encoded with 15 digits, which two that differ can have in common, or not at all: from then on it stays.
    const hasReals = of.key.type === 'real' || of.value?.type === 'real'
    const again = encoded && survive(() => ({ value: decode(encoded.json) }), ...(hasReals ? [InvalidValueError] : []))
    const isSame = hasReals
      ? again === undefined || isDeepStrictEqual(encode(again.value), encoded)
      : isDeepStrictEqual(again, decoded)
    if (encoded !== undefined && !isSame) throw broken('the same value again', stringifyJson(encoded.json))
    const [a, b] = [first, second].map((json) => survive(() => parseDatum(json, of), DatabaseError))
    if (a === undefined) return
    if (encoded === undefined && !hasReals) throw broken('a value of what is a datum', stringifyJson(first))
    if (!sameDatum(parseDatum(formatDatum(a, of), of), a)) throw broken('the same datum', stringifyJson(first))
    if (b !== undefined && !sameDatum(applyDiff(a, diffDatum(a, b, of), of), b)) throw broken('the second datum', a)
  },
}

/** A schema is read and written and read to the same. */
export const schemas: FuzzTarget = {
  name: 'schema',
  seeds: [
    ...captured('ovsdb', '.ovsschema'),
    ...vectors('ovsdb-schema.json'),
    ...vectors('ovsdb-table.json'),
    bytesOf(JSON.stringify(EVERY_SHAPE)),
  ],
  words: [...WORDS, '"isRoot":true', '"maxRows":1', '"indexes":[["a"]]', '"ephemeral":true', '"_uuid"', '"version":'],
  generated: fc
    .dictionary(fc.constantFrom('a', 'b', 'c_1', '_uuid', '__proto__'), fc.record({ type }))
    .map((columns) => bytesOf(JSON.stringify({ name: 'd', version: '1.0.0', tables: { thing: { columns } } }))),
  check(input) {
    const given = jsonOf(input, parseJson)
    for (const json of Array.isArray(given) ? given : [given]) {
      const schema = survive(() => parseSchema(json), InvalidSchemaError)
      if (schema === undefined) continue
      const written = formatSchema(schema)
      if (!isDeepStrictEqual(parseSchema(stringifyJson(written)), schema)) {
        throw broken('the same schema again', stringifyJson(written))
      }
    }
  },
}

const columns = { thing: ['_uuid', 'name', 'n', 'size', 'tags', 'few', 'counts', 'friends'], lone: ['i'] }
const readers = rowReaders(parseSchema(EVERY_SHAPE), columns)
const filter = {
  table: thing,
  conditions: [parseCondition(['n', '>', 0], thing)],
  columns: columns.thing.slice(1),
}

const row = fc
  .tuple(fc.constantFrom('name', 'n', 'size', 'tags', 'few', 'counts', 'friends', 'other'), value)
  .map(([name, wire]) => `{"${name}":${wire}}`)
const rowUpdate = fc
  .tuple(fc.constantFrom('old', 'new', 'initial', 'insert', 'modify', 'delete'), fc.oneof(row, fc.constant('null')))
  .map(([kind, content]) => `{"${kind}":${content}}`)
const update = fc
  .array(fc.tuple(fc.nat(3), rowUpdate), { maxLength: 3 })
  .map((rows) => `{"thing":{${rows.map(([digit, told]) => `"${UUID.slice(0, -1)}${digit}":${told}`)}}}`)

/** `[dialect, initial, update …]`: each is taken whole, or refused and nothing of it is taken. */
export const updates: FuzzTarget = {
  name: 'updates',
  seeds: [
    `["update",{"thing":{"${UUID}":{"new":{"name":"a","n":1,"size":["set",[]],"tags":"x","few":1,"counts":["map",[]],"friends":["map",[]]}}}},{"thing":{"${UUID}":{"old":{"n":1},"new":{"name":"a","n":2,"size":3,"tags":["set",["x","y"]],"few":1,"counts":["map",[["k",9223372036854775807]]],"friends":["map",[["f",["uuid","${UUID}"]]]]}}}}]`,
    `["update2",{"thing":{"${UUID}":{"initial":{"n":1}}},"lone":{}},{"thing":{"${UUID}":{"modify":{"few":["set",[0,1]],"tags":["set",["a"]],"counts":["map",[["a",1]]]}}}},{"thing":{"${UUID}":{"delete":null}}}]`,
    `["update2",{},{"lone":{"${UUID}":{"insert":{"i":5}}}},{"lone":{"${UUID}":{"modify":{"i":6}}}}]`,
  ].map(bytesOf),
  words: [...WORDS, '"modify":', '"delete":null', '"insert":{}', '"initial":{}', '"old":{}', '"new":{}', '"thing":{}'],
  generated: fc
    .tuple(fc.constantFrom('update', 'update2'), fc.array(update, { minLength: 1, maxLength: 3 }))
    .map(([dialect, told]) => bytesOf(`["${dialect}",${told}]`)),
  check(input) {
    const given = jsonOf(input, parseJson)
    if (!Array.isArray(given)) return
    const [dialect, initial, ...later] = given
    survive(() => filterTableUpdates(initial, new Map([['thing', filter]]), () => false), OvsdbError)
    const read = dialect === 'update' ? readTableUpdates : readTableUpdates2
    const replica = new ReplicaTables<Record<string, Record<string, never>>, typeof columns>(columns)
    survive(() => replica.resync(read(initial, readers), readers), OvsdbError)
    for (const json of later) {
      const held = new Map(replica.table('thing').rows)
      const told = survive(() => read(json, readers), OvsdbError)
      const changes = told && survive(() => replica.apply(told), OvsdbError)
      const { rows } = replica.table('thing')
      for (const { table, uuid, old, new: fresh } of changes ?? []) {
        if (table !== 'thing') continue
        if (held.get(uuid) !== old) throw broken('the old row as it was held', stringifyJson(json))
        if (fresh === undefined) held.delete(uuid)
        else held.set(uuid, fresh)
      }
      if (!isDeepStrictEqual(held, new Map(rows))) throw broken('the rows that the changes tell', stringifyJson(json))
    }
  },
}
