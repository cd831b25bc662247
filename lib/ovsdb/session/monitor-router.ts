import { Listeners } from '../listeners.js'
import type { MonitorId, MonitorNotification, TableUpdates, TableUpdates2 } from './wire.js'

/**
 * Told what the server tells of one monitor.
 *
 * @example
 * const listener: MonitorListener = (told) => console.log(told.method)
 * session.onMonitor('bridges', listener)
 * await session.monitorCond('Open_vSwitch', 'bridges', { Bridge: [{ columns: ['name'] }] })
 */
export type MonitorListener = (notification: MonitorNotification) => void

/** Hands what the server tells of monitors to those who listen for one of them, by its id. */
export class MonitorRouter {
  readonly #listeners = new Map<string, Listeners<MonitorNotification>>()

  /** Calls back until the returned function is called. Two ids are one when they are the same JSON. */
  on(id: MonitorId, listener: MonitorListener): () => void {
    const key = JSON.stringify(id)
    const listeners = this.#listeners.get(key) ?? new Listeners<MonitorNotification>()
    this.#listeners.set(key, listeners)
    const leave = listeners.add(listener)
    return () => {
      leave()
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key)
    }
  }

  /** Takes any notification; one that is not of a monitor, or of one that nobody listens for, is dropped. */
  tell(method: string, params: readonly unknown[]): void {
    if (this.#listeners.size === 0) return
    const notification = readNotification(method, params)
    if (notification === undefined) return
    this.#listeners.get(JSON.stringify(params[0]))?.tell(notification)
  }
}

function readNotification(method: string, [, second, third]: readonly unknown[]): MonitorNotification | undefined {
  switch (method) {
    case 'update':
      return { method, updates: second as TableUpdates }
    case 'update2':
      return { method, updates: second as TableUpdates2 }
    case 'update3':
      return { method, lastTransactionId: String(second), updates: third as TableUpdates2 }
    case 'monitor_canceled':
      return { method }
    default:
      return undefined
  }
}
