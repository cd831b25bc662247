import fc from 'fast-check'
import t from 'tap'
import { columnsOf, type Naming, writeColumns } from '../../../lib/exporter/collectors/traffic.js'
import { encodeLabels } from '../../../lib/exporter/exposition/labels.js'
import { ExpositionWriter } from '../../../lib/exporter/exposition/writer.js'
import type { Integer } from '../../../lib/ovsdb/index.js'
import { type ParsedFamily, parseExposition } from '../../support/exposition.js'

type Statistics = Readonly<Record<string, Integer>>

const subjects = (...rows: readonly (readonly [string, Integer][])[]) =>
  rows.map((statistics, i) => ({ uuid: `u${i}`, interface: `i${i}`, statistics: new Map(statistics) }))

/** Families by the key's first letter, the whole key as a label; keys with `-` are left out. */
const NAMING: Naming = {
  familyOf: (key) => (key.includes('-') ? undefined : { name: key.slice(0, 1), type: 'counter', help: `As ${key}.` }),
  labelOf: (key) => (key.length > 1 ? ['key', key] : undefined),
}

function write(rows: readonly (readonly [string, Integer][])[]): readonly ParsedFamily[] {
  const writer = new ExpositionWriter()
  const all = subjects(...rows)
  const labels = all.map(({ interface: name }) => encodeLabels({ name }))
  writeColumns(writer, columnsOf(all), labels, NAMING)
  return parseExposition(Buffer.concat(writer.finish()).toString())
}

t.test('the samples of a family stand together, whatever interface and key they come from', async (t) => {
  const families = write([
    [
      ['a1', 1],
      ['b', 2],
      ['a2', 3],
    ],
    [
      ['b', 4],
      ['a2', 5n],
      ['a1', 6],
    ],
  ])
  t.strictSame(
    families.map(({ name, type, help, samples }) => [
      `${name} ${type} ${help}`,
      ...samples.map(({ labels, value }) => `${labels.name} ${labels.key} ${value}`),
    ]),
    [
      ['a counter As a1.', 'i0 a1 1', 'i1 a1 6', 'i0 a2 3', 'i1 a2 5'],
      ['b counter As b.', 'i0 undefined 2', 'i1 undefined 4'],
    ],
  )
})

t.test('what an interface does not report is absent, and 0 is 0', async (t) => {
  const families = write([[], [['a', 0]], [['b', 1]]])
  t.strictSame(
    families.map(({ name, samples }) => [name, samples.map(({ labels, value }) => `${labels.name} ${value}`)]),
    [
      ['a', ['i1 0']],
      ['b', ['i2 1']],
    ],
  )
})

t.test('a key without a family is left out, and with it the head of a family that has no other', async (t) => {
  t.strictSame(write([[['-', 1]]]), [])
  t.strictSame(write([]), [])
  t.strictSame(
    write([
      [
        ['a-', 1],
        ['a', 2],
      ],
    ]).map(({ samples }) => samples.length),
    [1],
  )
})

t.test('columns have room for the values there are, and no more', async (t) => {
  const columns = columnsOf(subjects(...Array.from({ length: 100 }, (_, i): [string, Integer][] => [[`a${i}`, i]])))
  t.strictSame(
    columns.map(({ subjects, values }) => [subjects, values]),
    Array.from({ length: 100 }, (_, i) => [[i], [i]]),
  )
})

t.test('every statistic of every interface comes out once, in whatever order the keys stand', async () => {
  const row = fc.dictionary(fc.constantFrom('a', 'b', 'c1', 'c2', 'd', '__proto__'), fc.maxSafeNat())
  const shuffled = row.chain((statistics: Statistics) =>
    fc.shuffledSubarray(Object.entries(statistics), { minLength: Object.keys(statistics).length }),
  )
  fc.assert(
    fc.property(fc.array(shuffled, { maxLength: 8 }), (rows) => {
      const expected = rows.flatMap((entries, i) => entries.map(([key, value]) => `i${i} ${key} ${value}`))
      const got = columnsOf(subjects(...rows)).flatMap(({ key, subjects, values }) =>
        values.map((value, i) => `i${subjects[i]} ${key} ${value}`),
      )
      return JSON.stringify(expected.sort()) === JSON.stringify(got.sort())
    }),
  )
})
