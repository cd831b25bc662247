import { stringifyJson } from '../../../lib/jsonrpc/index.js'
import {
  type Client,
  connect,
  type OvsdbSession,
  type Replica,
  type ReplicaColumns,
  type UntypedModel,
} from '../../../lib/ovsdb/index.js'
import type { AnyRow } from '../../../lib/ovsdb/monitor/change.js'
import type { AnyChange } from '../../../lib/ovsdb/monitor/row-change.js'
import { sameValue } from '../../../lib/ovsdb/monitor/row-index.js'
import { RowReader } from '../../../lib/ovsdb/monitor/row-reader.js'
import { parseSchema } from '../../../lib/ovsdb/schema/parse-schema.js'
import type { DatabaseSchema, TableSchema } from '../../../lib/ovsdb/schema/types.js'
import { isUuid } from '../../../lib/ovsdb/value/atom.js'
import { eventually } from '../../support/eventually.js'
import type { Scope } from '../../support/scope.js'
import { canonical } from '../canonical.js'
import { PATIENCE } from '../real-server.js'
import type { IdlVector } from '../vector.js'
import { printNotified, printRow, type Rows, TABLES } from './print.js'
import { Tracker } from './track.js'
import { performCommands } from './transaction.js'

export interface IdlTarget {
  /** The remotes, comma-separated. */
  readonly remote: string
  /** Performs operations beside the client, and gives what the server says, errors too. */
  transact(params: readonly unknown[]): Promise<readonly unknown[]>
}

type AnyReplica = Replica<UntypedModel, ReplicaColumns<UntypedModel>>

/** Runs the steps of a case. @returns the lines that it prints */
export async function runSteps(
  scope: Scope,
  { kind, args }: IdlVector,
  schemaJson: object,
  target: IdlTarget,
): Promise<readonly string[]> {
  const steps = [...args]
  const notifies = steps[0] === 'track-notify' && steps.shift() !== undefined
  const registered = steps[0]?.startsWith('?') && !steps[0].startsWith('?[') ? steps.shift() : undefined
  const first = steps[0]?.startsWith('condition ') ? steps.shift() : undefined
  const run = new IdlRun(parseSchema(schemaJson), target, kind, registered)
  run.notifies = notifies
  if (first !== undefined) run.changeConditions(first)
  await run.open(scope)
  for (const step of steps) await run.step(step)
  await run.look(false)
  run.print('done')
  return run.lines
}

class IdlRun {
  readonly lines: string[] = []
  notifies = false
  readonly #schema: DatabaseSchema
  readonly #target: IdlTarget
  readonly #tracks: boolean
  readonly #columns: ReplicaColumns<UntypedModel>
  readonly #tracker: Tracker
  /** The rows as they were looked at last. */
  readonly #remembered = new Map<string, ReadonlyMap<string, AnyRow>>()
  readonly #rows: Rows = (table) => this.#remembered.get(table) ?? new Map()
  readonly #conditions = new Map<string, string>()
  readonly #where: Record<string, unknown> = {}
  readonly #symbols: string[] = []
  /** Columns that were read once, by UUID; the replica has others. */
  readonly #fetched = new Map<string, AnyRow>()
  /** Those not looked at yet. */
  #changes: AnyChange[] = []
  /** Counts what is new; `#seen` is up to where that was looked at. */
  #version = 0
  #seen = 0
  #rememberedVersion = 0
  #step = 0
  /** Changes of conditions that are not in force yet. */
  #wishes = 0
  #granted: Promise<unknown> = Promise.resolve()
  #sessions = 0
  #awaited = 0
  #reconnected = false
  #client: Client<UntypedModel> | undefined
  #session: OvsdbSession | undefined
  #replica: AnyReplica | undefined

  constructor(schema: DatabaseSchema, target: IdlTarget, kind: string, registered: string | undefined) {
    this.#schema = schema
    this.#target = target
    this.#tracks = kind === 'idltrack'
    this.#columns = columnsOf(schema, registered)
    this.#tracker = new Tracker(schema, this.#rows, (table) =>
      new RowReader(schema.tables.get(table) as TableSchema, this.#columns[table] ?? []).complete('', {}),
    )
  }

  print(text: string): void {
    this.lines.push(`${String(this.#step++).padStart(3, '0')}: ${text}`)
  }

  async open(scope: Scope): Promise<void> {
    const client = await connect<string>(this.#target.remote, {
      database: this.#schema.name,
      requestTimeout: PATIENCE,
      backoff: { min: 1, max: 20 },
    })
    scope.teardown(() => client.close())
    client.onSession(({ session }) => {
      this.#session = session
      this.#sessions++
    })
    const replica: AnyReplica = await client.replicate(this.#columns, { where: this.#where as never })
    this.#client = client
    this.#replica = replica
    await this.#takeAll()
    replica.onChanges((changes) => this.#take(changes as readonly AnyChange[]))
    replica.onState(({ state }) => {
      if (state === 'synced') this.#version++
    })
    this.#version++
  }

  /** Performs a step; a prefix tells whether to look at the rows before. */
  async step(text: string): Promise<void> {
    const prefix = /^[+^?]/.exec(text)?.[0]
    const command = text.slice(prefix?.length ?? 0)
    if (prefix === '^') {
      await this.#granted
      this.#remember()
    } else if (prefix !== '+') await this.look(prefix === '?')
    this.#seen = this.#rememberedVersion
    if (command === 'reconnect') this.#reconnect()
    else if (command === 'sleep') await this.#catchUp()
    else if (command.startsWith('condition ')) this.changeConditions(command)
    else if (command.startsWith('[')) await this.#transact(JSON.parse(command))
    else await this.#perform(command)
  }

  /** Waits for something new, and prints the rows. */
  async look(terse: boolean): Promise<void> {
    await eventually(() => this.#isCurrent(), { deadline: PATIENCE, interval: 2 })
    if (this.#reconnected && (this.#tracks || this.notifies)) {
      // The reference tells all rows anew after a reconnect; the library what changed, and all rows to who asks for them.
      if (this.#changes.length > 0) throw new Error('expected no change of rows that are what they were')
      await this.#takeAll()
    }
    this.#reconnected = false
    this.#remember()
    const lines = this.#tracks ? this.#tracker.print() : this.#dump(terse)
    const events = this.notifies ? this.#changes.map((change) => this.#event(change)) : []
    this.#changes = []
    this.#printTogether([...events, ...(lines.length > 0 ? lines : ['empty'])])
  }

  changeConditions(text: string): void {
    const lines: string[] = []
    for (const part of text.slice('condition '.length).split(';')) {
      const [table = '', json = ''] = part.split(' ')
      const clauses = JSON.parse(json) as readonly unknown[]
      const wanted = clauses.length === 0 ? '[false]' : stringifyJson(clauses)
      const unchanged = (this.#conditions.get(table) ?? '[true]') === wanted
      this.#conditions.set(table, wanted)
      lines.push(`${table}: ${unchanged ? 'conditions unchanged' : 'change conditions'}`)
      this.#where[table] = typeof clauses[0] === 'boolean' ? clauses[0] : clauses
      if (!unchanged && this.#replica !== undefined) this.#setConditions(this.#replica, table)
    }
    this.#printTogether(lines)
  }

  #setConditions(replica: AnyReplica, table: string): void {
    this.#wishes++
    this.#granted = replica.setConditions({ [table]: this.#where[table] } as never).then(() => {
      this.#wishes--
    })
  }

  #printTogether(lines: readonly string[]): void {
    const step = this.#step
    for (const line of lines) {
      this.#step = step
      this.print(line)
    }
  }

  #isCurrent(): boolean {
    const isSynced = this.#replica?.state.state === 'synced' && this.#sessions >= this.#awaited
    return this.#version !== this.#seen && isSynced && this.#wishes === 0
  }

  /** Instead of a time: the server tells a session of what was committed before it replies to it. */
  async #catchUp(): Promise<void> {
    await this.#client?.transact([])
    this.print('sleep')
  }

  #reconnect(): void {
    this.print('reconnect')
    this.#reconnected = true
    this.#awaited = this.#sessions + 1
    this.#session?.abort(new Error('the case wants a new connection'))
  }

  async #transact(params: unknown): Promise<void> {
    const named = substitute(params, this.#symbols) as readonly unknown[]
    const result = await this.#target.transact(named)
    for (const uuid of uuidsOf(result)) this.#symbols.push(uuid)
    this.print(canonical({ error: null, result }))
  }

  async #perform(text: string): Promise<void> {
    if (this.#client === undefined) throw new Error('expected to be open')
    const before = this.#changes.length
    const commands = text.replaceAll('notifytest ', '')
    const { printed, fetched } = await performCommands(commands, this.#client, this.#rows)
    for (const { uuid, columns } of fetched) {
      this.#fetched.set(uuid, { ...this.#fetched.get(uuid), ...columns })
      this.#version++
    }
    this.#remember()
    const events = this.#changes.slice(before).map(({ kind, old, new: row }) => {
      const [updated = 'None'] = kind === 'modify' ? differing(old, row) : []
      return `${EVENTS[kind]}|${(row ?? old)?.i}|${updated}`
    })
    this.print(commands === text ? printed : `${printed}, events=${events.sort().join(', ')}`)
  }

  #take(changes: readonly AnyChange[]): void {
    this.#version++
    this.#changes.push(...changes)
    this.#tracker.take(changes)
  }

  /** All rows there are, as a reader of the changes is told them. */
  async #takeAll(): Promise<void> {
    const replica = this.#replica as AnyReplica
    const count = Object.keys(this.#columns).reduce((sum, table) => sum + replica.table(table).rows.size, 0)
    await using changes = replica.changes({ initial: true })
    for (let n = 0; n < count; n++) this.#take([(await changes.next()).value as AnyChange])
  }

  /** What follows reads the rows as they are now, whatever comes meanwhile. */
  #remember(): void {
    this.#rememberedVersion = this.#version
    for (const table of Object.keys(this.#columns)) {
      const rows = this.#replica?.table(table).rows as ReadonlyMap<string, AnyRow>
      const known = [...rows].map(([uuid, row]): [string, AnyRow] => [uuid, { ...row, ...this.#fetched.get(uuid) }])
      this.#remembered.set(table, new Map(known))
    }
  }

  #dump(terse: boolean): readonly string[] {
    return TABLES.flatMap((table) =>
      [...this.#rows(table)].map(([uuid, row]) =>
        terse ? `table ${table}` : `table ${table}: ${printRow(this.#schema, table, row, this.#rows)} uuid=${uuid}`,
      ),
    )
  }

  #event({ table, uuid, kind, old, new: row }: AnyChange): string {
    const shown = printNotified(this.#schema, table, (row ?? old) as AnyRow)
    const before =
      kind === 'modify' ? Object.fromEntries(differing(old, row).map((name) => [name, old[name]])) : undefined
    const updates = before === undefined ? 'None' : `{${printNotified(this.#schema, table, before)}}`
    return `event:${EVENTS[kind]}, row={${shown}}, uuid=${uuid}, updates=${updates}`
  }
}

const EVENTS = { insert: 'create', modify: 'update', delete: 'delete' } as const

function differing(old: AnyRow | undefined, row: AnyRow | undefined): readonly string[] {
  return Object.keys(row ?? {}).filter((name) => !sameValue(old?.[name], row?.[name]))
}

/** `?T:a,b?U:c`: the columns of the tables; those with a `!` are not to be read by the monitor. Else all there are. */
function columnsOf(schema: DatabaseSchema, registered: string | undefined): ReplicaColumns<UntypedModel> {
  if (registered === undefined) {
    const tables = [...schema.tables].filter(([name]) => TABLES.includes(name))
    return Object.fromEntries(
      tables.map(([name, { columns }]) => [name, [...columns.keys()].filter((column) => !column.startsWith('_'))]),
    )
  }
  const tables = registered.slice(1).split('?')
  return Object.fromEntries(
    tables.map((text) => {
      const [table = '', columns = ''] = text.split(':')
      return [table, columns.split(',').filter((column) => !column.endsWith('!'))]
    }),
  )
}

function substitute(json: unknown, symbols: readonly string[]): unknown {
  if (typeof json === 'string') return symbols[Number(/^#(\d+)#$/.exec(json)?.[1])] ?? json
  if (Array.isArray(json)) return json.map((element) => substitute(element, symbols))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, substitute(member, symbols)]))
}

function uuidsOf(json: unknown): readonly string[] {
  if (isUuid(json)) return [json]
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(uuidsOf) : []
}
