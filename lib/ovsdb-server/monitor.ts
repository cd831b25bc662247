import { meets } from '../ovsdb/row/condition.js'
import { uuidOf } from '../ovsdb/row/row.js'
import type { Changes, RowChange } from './changes.js'
import type { MonitoredTable, RowEvent } from './monitor-request.js'
import type { RowUpdate } from './row-update.js'
import type { Tables } from './transaction.js'

/** By table, then by UUID, what happened to the row. */
export type TableUpdates = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The rows a monitor begins with: the result of the `monitor` request. */
export function initialUpdates(monitored: readonly MonitoredTable[], tables: Tables, update: RowUpdate): TableUpdates {
  return collect(monitored, (entry) =>
    [...(tables.get(entry.table.name)?.values() ?? [])]
      .filter((row) => entry.where.some((condition) => meets(row, condition)))
      .map((row) => [uuidOf(row), describe(entry, 'initial', { old: undefined, new: row }, update)]),
  )
}

/** What a commit means to the monitor; empty when nothing. */
export function changeUpdates(monitored: readonly MonitoredTable[], changes: Changes, update: RowUpdate): TableUpdates {
  return collect(monitored, (entry) =>
    [...(changes.get(entry.table.name) ?? [])].map(([uuid, change]) => {
      const event = eventOf(entry, change)
      return [uuid, event && describe(entry, event, change, update)]
    }),
  )
}

/** A row that comes to meet the condition is inserted for the monitor, one that ceases to is deleted. */
function eventOf({ where }: MonitoredTable, change: RowChange): RowEvent | undefined {
  const { old, new: now } = change
  const before = old !== undefined && where.some((condition) => meets(old, condition))
  const after = now !== undefined && where.some((condition) => meets(now, condition))
  if (before) return after ? 'modify' : 'delete'
  return after ? 'insert' : undefined
}

function describe({ table, requests }: MonitoredTable, event: RowEvent, change: RowChange, update: RowUpdate): unknown {
  const wanting = requests.filter(({ events }) => events.has(event))
  if (wanting.length === 0) return undefined
  return update(
    event,
    change,
    table,
    wanting.flatMap(({ columns }) => columns),
  )
}

function collect(
  monitored: readonly MonitoredTable[],
  updatesOf: (entry: MonitoredTable) => readonly (readonly [string, unknown])[],
): TableUpdates {
  const updates = monitored.map((entry) => {
    const rows = updatesOf(entry).filter(([, row]) => row !== undefined)
    return [entry.table.name, Object.fromEntries(rows)] as const
  })
  return Object.fromEntries(updates.filter(([, rows]) => Object.keys(rows).length > 0))
}
