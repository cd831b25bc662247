import { stringifyJson } from '../../lib/jsonrpc/index.js'
import type { UntypedModel } from '../../lib/ovsdb/index.js'
import type { ReplicaColumns } from '../../lib/ovsdb/monitor/change.js'
import { ReplicaTables } from '../../lib/ovsdb/monitor/replica-tables.js'
import { RowReader } from '../../lib/ovsdb/monitor/row-reader.js'
import {
  type Readers,
  type RowUpdate,
  readTableUpdates,
  readTableUpdates2,
} from '../../lib/ovsdb/monitor/table-updates.js'
import { readTransactResult } from '../../lib/ovsdb/operation/transact-result.js'
import { parseSchema } from '../../lib/ovsdb/schema/parse-schema.js'
import type { TableSchema } from '../../lib/ovsdb/schema/types.js'
import type { Verdict } from './compare.js'
import { printUpdates } from './monitor-print.js'
import { withRealServer } from './real-server.js'
import type { MonitorVector } from './vector.js'

const ID = 'case'

const METHODS = {
  monitor: { method: 'monitor', notification: 'update', read: readTableUpdates },
  monitorcond: { method: 'monitor_cond', notification: 'update2', read: readTableUpdates2 },
} as const

/** What of the table a case asks for. */
interface Asked {
  readonly table: TableSchema
  readonly columns: readonly string[]
  readonly select: Readonly<Record<string, boolean>>
  readonly readers: Readers
}

/** What a monitor told. */
interface Told {
  readonly initial: readonly RowUpdate[]
  readonly updates: readonly (readonly RowUpdate[])[]
  /** What another monitor told at the end. */
  readonly fresh: readonly RowUpdate[]
}

/**
 * Monitors a table of a real ovsdb-server during the transactions of a case, and prints what was told. Where the monitor
 * tells everything, a replica is kept by it too, and held against a fresh monitor.
 */
export async function runMonitor(vector: MonitorVector, schemaJson: object): Promise<Verdict> {
  const asked = readAsked(vector, parseSchema(schemaJson).tables)
  const told = await monitor(vector, schemaJson, asked)
  const options = { ...asked, omitDefaults: vector.kind === 'monitorcond' }
  const printed = printUpdates([told.initial, ...told.updates], options)
  const expected = vector.output.join('\n')
  if (printed !== expected) return { failure: `expected\n${expected}\n     got\n${printed}` }
  return Object.values(asked.select).includes(false) ? {} : follow(told, asked)
}

async function monitor(vector: MonitorVector, schemaJson: object, asked: Asked): Promise<Told> {
  const { method, notification, read } = METHODS[vector.kind]
  const { table, columns, select, readers } = asked
  const [condition, ...changes] = [vector.condition, ...(vector.conditionChanges ?? [])].map((text) =>
    text === undefined ? undefined : (JSON.parse(text) as unknown),
  )
  const updates: (readonly RowUpdate[])[] = []
  const onNotification = (name: string, [id, json]: readonly unknown[]) => {
    if (name !== notification || id !== ID) throw new Error(`expected ${notification} of ${ID}, got ${name} of ${id}`)
    updates.push(read(json, readers))
  }
  return withRealServer(
    schemaJson,
    async (ask) => {
      const start = async (id: string, where: unknown) => {
        const requests = { [table.name]: [{ columns, select, ...(where !== undefined && { where }) }] }
        return read(await ask(method, [vector.database, id, requests]), readers)
      }
      // A session's updates precede the reply to what caused them.
      const transact = async (params: readonly unknown[]) =>
        readTransactResult(await ask('transact', params), params.length - 1)
      for (const transaction of vector.before) await transact(transaction)
      const initial = await start(ID, condition)
      for (const transaction of vector.transactions) await transact(transaction)
      for (const where of changes) await ask('monitor_cond_change', [ID, ID, { [table.name]: [{ where }] }])
      return { initial, updates, fresh: await start('fresh', changes.at(-1) ?? condition) }
    },
    { onNotification },
  )
}

const KINDS = { insert: 'insert', replace: 'modify', patch: 'modify', delete: 'delete' } as const

function follow({ initial, updates, fresh }: Told, { table, columns, readers }: Asked): Verdict {
  const replica = new ReplicaTables<UntypedModel, ReplicaColumns<UntypedModel>>({ [table.name]: columns })
  const changes = [replica.resync(initial, readers), ...updates.map((update) => replica.apply(update))].flat()
  const kinds = [initial, ...updates].flat().map(({ kind }) => KINDS[kind])
  if (changes.map(({ kind }) => kind).join() !== kinds.join()) {
    return { failure: `expected the changes ${kinds}, got ${stringifyJson(changes)}` }
  }
  const missed = replica.resync(fresh, readers)
  return missed.length === 0 ? {} : { failure: `the replica missed ${stringifyJson(missed)}` }
}

/** `name,!initial`: columns, without any all of them and `_version`; and what is left out. */
function readAsked({ table: name, columns: text }: MonitorVector, tables: ReadonlyMap<string, TableSchema>): Asked {
  const table = tables.get(name)
  if (table === undefined) throw new Error(`no table ${name}`)
  const words = text.split(',').filter((word) => word !== '')
  const named = words.filter((word) => !word.startsWith('!'))
  const own = [...table.columns.keys()].filter((column) => !column.startsWith('_')).sort()
  const columns = named.length > 0 ? named : [...own, '_version']
  const select = ['initial', 'insert', 'delete', 'modify'].map((action) => [action, !words.includes(`!${action}`)])
  return {
    table,
    columns,
    select: Object.fromEntries(select),
    readers: new Map([[name, new RowReader(table, columns)]]),
  }
}
