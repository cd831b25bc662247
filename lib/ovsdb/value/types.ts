/**
 * A 64-bit signed integer, always exact: a `number` within ±(2^53 − 1), a `bigint` beyond it.
 *
 * A union, because OVSDB counters are small on nearly every row and must stay exact on the rest: arithmetic on a
 * `bigint` everywhere would cost every reader, a `number` everywhere would lie to a few.
 *
 * @example
 * const bytes: Integer = 2n ** 60n
 * console.log(bytes > 1000, `${bytes}`) // → true 1152921504606846976
 */
export type Integer = number | bigint

declare const real: unique symbol

/**
 * A floating-point number: to a program a `number`, told from an integer by what may be done to its column.
 *
 * @example
 * const ratio: Real = 0.5
 */
export type Real = number & { readonly [real]?: true }

export type IsReal<Atom> = typeof real extends keyof Atom ? true : false

declare const table: unique symbol

/**
 * A row's identity, such as `9f04604d-7d5d-40c8-b321-dbf309952511`; `Table` names the table it points into. Any text is
 * none: rows hold them, and `parseUuid` makes one of a text.
 *
 * @example
 * const uuid: Uuid<'Port'> = parseUuid('9F04604D-7d5d-40c8-b321-dbf309952511')
 * console.log(uuid) // → 9f04604d-7d5d-40c8-b321-dbf309952511
 */
export type Uuid<Table extends string = string> = string & { readonly [table]: Table }

/** The table that a UUID points into; `never` of what is no UUID. */
export type TableOf<Atom> = Atom extends { readonly [table]: infer Table extends string } ? Table : never

declare const immutable: unique symbol

/**
 * What the model of a table extends that has columns which no `update` or `mutate` can change: their names.
 *
 * @example
 * interface AnimalRow extends Immutable<'name'> {
 *   readonly name: string
 *   readonly diet: string
 * }
 * const { update } = operations<{ readonly Animal: AnimalRow }>()
 * const feed = update('Animal', [['name', '==', 'panda']], { diet: 'plants' }) // { name: … } would not compile
 */
export interface Immutable<Columns extends string> {
  readonly [immutable]?: Columns
}

/**
 * The columns of a table that keep what the insert gave them, as far as its model says so.
 *
 * @example
 * const name: ImmutableColumn<PortRow> = 'name'
 */
export type ImmutableColumn<Columns> = typeof immutable extends keyof Columns
  ? Extract<Columns[typeof immutable], string>
  : never

/**
 * One value within a column (RFC 7047 section 5.1 `<atom>`).
 *
 * @example
 * const atoms: readonly Atom[] = ['eth0', true, 5, 2n ** 60n]
 */
export type Atom = string | boolean | Integer

/**
 * A column's decoded value: a scalar, an optional one, a set as an array, a map as a `Map`.
 *
 * @example
 * const values: readonly Value[] = ['eth0', undefined, [5, 6], new Map([['owner', 'me']])]
 */
export type Value = Atom | undefined | readonly Atom[] | ReadonlyMap<Atom, Atom>
