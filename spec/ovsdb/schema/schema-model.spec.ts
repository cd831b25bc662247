import type { Immutable, Integer, Real, SchemaModel, Uuid } from 'ovsdb-exporter'
import t from 'tap'
import type { EVERY_SHAPE } from '../../support/every-shape.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles for `true` only. */
function holds<_ extends true>(): void {}

t.pass('what compiles here, and fails to where it says so, is the test')

type Shapes = SchemaModel<typeof EVERY_SHAPE>

holds<Equal<keyof Shapes, 'thing' | 'part' | 'lone'>>()
interface Thing extends Immutable<'fixed'> {
  readonly _uuid: Uuid<'thing'>
  readonly _version: Uuid
  readonly name: string
  readonly n: Integer
  readonly digit: number
  readonly r: Real
  readonly b: boolean
  readonly colour: 'red' | 'blue' | undefined
  readonly size: Integer | undefined
  readonly code: string | undefined
  readonly tags: readonly string[]
  readonly few: readonly Integer[]
  readonly counts: ReadonlyMap<string, Integer>
  readonly parts: readonly Uuid<'part'>[]
  readonly friends: ReadonlyMap<string, Uuid<'thing'>>
  readonly fixed: Integer
}
holds<Equal<Shapes['thing'], Thing>>()
holds<
  Equal<
    Shapes['part'],
    {
      readonly _uuid: Uuid<'part'>
      readonly _version: Uuid
      readonly label: string
      readonly next: Uuid<'part'> | undefined
    }
  >
>()

const CORNERS = {
  name: 'corners',
  tables: {
    T: {
      columns: {
        only: { type: { key: { type: 'boolean', enum: true } } },
        level: { type: { key: { type: 'integer', enum: ['set', [1, 2]] }, min: 0, max: 3 } },
        known: { type: { key: { type: 'uuid', enum: ['set', [['uuid', '9f04604d-7d5d-40c8-b321-dbf309952511']]] } } },
        half: { type: { key: { type: 'integer', minInteger: 0 } } },
        wide: { type: { key: { type: 'integer', minInteger: -1, maxInteger: 9007199254740992 } } },
        narrow: { type: { key: { type: 'integer', minInteger: -4294967295, maxInteger: 999999999999999 } } },
        one: { type: { key: 'string', min: 1, max: 1 } },
        any: { type: 'uuid' },
        fixed: { type: 'string', mutable: false },
        loose: { type: 'string', mutable: true },
        weak: { type: { key: { type: 'uuid', refTable: 'T', refType: 'weak' }, min: 0 }, mutable: false },
        weakValue: {
          type: { key: 'string', value: { type: 'uuid', refTable: 'T', refType: 'weak' }, min: 0 },
          mutable: false,
        },
        queues: {
          type: {
            key: { type: 'integer', minInteger: 0, maxInteger: 7 },
            value: { type: 'uuid', refTable: 'T' },
            min: 0,
            max: 'unlimited',
          },
        },
      },
    },
  },
} as const
/** A weak reference goes with its row, so that its column is mutable whatever the schema says. */
interface Corners extends Immutable<'fixed'> {
  readonly _uuid: Uuid<'T'>
  readonly _version: Uuid
  readonly only: true
  readonly level: readonly (1 | 2)[]
  readonly known: Uuid
  readonly half: Integer
  readonly wide: Integer
  readonly narrow: number
  readonly one: string
  readonly any: Uuid
  readonly fixed: string
  readonly loose: string
  readonly weak: Uuid<'T'> | undefined
  readonly weakValue: ReadonlyMap<string, Uuid<'T'>>
  readonly queues: ReadonlyMap<number, Uuid<'T'>>
}
holds<Equal<SchemaModel<typeof CORNERS>['T'], Corners>>()

// @ts-expect-error not `as const`: nothing is known of its types
type _Widened = SchemaModel<{ name: string; tables: { T: { columns: { c: { type: string } } } } }>
