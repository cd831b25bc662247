import { InvalidReplyError, InvalidUpdateError } from '../errors.js'
import { filterTableUpdates } from '../monitor/filter-updates.js'
import { type RowUpdate, readTableUpdates, readTableUpdates2 } from '../monitor/table-updates.js'
import { isUuid } from '../value/atom.js'
import type { MonitorPlan } from './monitor-plan.js'

/** What a monitor's reply, or one of its notifications, tells. */
export interface Told {
  readonly updates: readonly RowUpdate[]
  /** Whether the updates go on from the transaction named in the request; else they are all rows there are. */
  readonly resumed: boolean
  /** The transaction up to which this tells, where the server says so. */
  readonly lastTransaction: string | undefined
}

/** Whether the row was told before. */
export type Holds = (table: string, uuid: string) => boolean

/** One of the ways to monitor. */
export interface Dialect {
  readonly method: string
  readonly notification: string
  /** Whether the server knows the conditions, and a change of them. */
  readonly conditional: boolean
  /** The method's parameters; `since` is the transaction to go on from. */
  params(database: string, id: string, plan: MonitorPlan, since: string): readonly unknown[]
  /** @throws {InvalidReplyError} {InvalidUpdateError} {InvalidValueError} */
  readReply(result: unknown, plan: MonitorPlan): Told
  /** @throws {InvalidUpdateError} {InvalidValueError} */
  readNotification(params: readonly unknown[], plan: MonitorPlan, holds: Holds): Told
}

/** The best first: a server that does not know one says `unknown method`, and is asked in the next. */
export const DIALECTS: readonly Dialect[] = [
  {
    method: 'monitor_cond_since',
    notification: 'update3',
    conditional: true,
    params: (database, id, plan, since) => [database, id, plan.conditional, since],
    readReply: (result, { readers }) => {
      if (!Array.isArray(result) || typeof result[0] !== 'boolean' || !isUuid(result[1])) {
        throw new InvalidReplyError('monitor_cond_since', '[<found>, <last-txn-id>, <table-updates2>]', result)
      }
      const [resumed, lastTransaction, updates] = result
      return { resumed, lastTransaction, updates: readTableUpdates2(updates, readers) }
    },
    readNotification: ([, lastTransaction, json], { readers }) => {
      if (!isUuid(lastTransaction)) throw new InvalidUpdateError('update3', 'a transaction ID', lastTransaction)
      return { resumed: true, lastTransaction, updates: readTableUpdates2(json, readers) }
    },
  },
  {
    method: 'monitor_cond',
    notification: 'update2',
    conditional: true,
    params: (database, id, plan) => [database, id, plan.conditional],
    readReply: (result, { readers }) => whole(readTableUpdates2(result, readers)),
    readNotification: ([, json], { readers }) => next(readTableUpdates2(json, readers)),
  },
  {
    method: 'monitor',
    notification: 'update',
    conditional: false,
    params: (database, id, plan) => [database, id, plan.plain],
    readReply: (result, { readers, filters }) =>
      whole(
        readTableUpdates(
          filterTableUpdates(result, filters, () => false),
          readers,
        ),
      ),
    readNotification: ([, json], { readers, filters }, holds) =>
      next(readTableUpdates(filterTableUpdates(json, filters, holds), readers)),
  },
]

function whole(updates: readonly RowUpdate[]): Told {
  return { updates, resumed: false, lastTransaction: undefined }
}

function next(updates: readonly RowUpdate[]): Told {
  return { updates, resumed: true, lastTransaction: undefined }
}
