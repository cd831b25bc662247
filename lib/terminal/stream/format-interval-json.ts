import { stringify } from 'lossless-json'
import { escapeControlsInJson, type FormatOptions } from '../../interfaces/index.js'
import { countOf, type LiveRow } from '../../page/model/live-row.js'
import { COUNTERS, type Counter, type Row } from '../../page/protocol.js'
import { type Interval, rateIn } from './interval.js'

/**
 * One line, an object. Rates are per second and counters exact, also beyond 2^53; one that is not known is absent, any
 * other member `null` then.
 */
export function formatIntervalJson(interval: Interval, { endpoints = false }: FormatOptions): string {
  const { time, up, outage, seconds, rows } = interval
  const object = {
    time: time.toISOString(),
    up,
    ...(outage === undefined ? {} : { error: outage.text, since: dateOf(outage.since) }),
    interval: seconds,
    interfaces: rows.map((live) => ({
      bridge: live.row.bridge || null,
      interface: live.row.interface,
      type: live.row.type,
      uuid: live.row.id,
      state: live.row.state,
      error: live.row.error || null,
      ...(endpoints ? { endpoint: endpointOf(live.row) } : {}),
      rates: counters((counter) => rateIn(interval, live, counter)),
      statistics: counters((counter) => exact(live, counter)),
    })),
  }
  return `${escapeControlsInJson(stringify(object) ?? '')}\n`
}

function endpointOf({ kind, tenant, network, group, host, container }: Row): object | null {
  return kind === 'endpoint' ? { tenant, network, group: group || null, host, container } : null
}

function counters(read: (counter: Counter) => number | bigint | null): object {
  const known = COUNTERS.map((counter) => [counter, read(counter)] as const).filter(([, value]) => value !== null)
  return Object.fromEntries(known)
}

function exact(live: LiveRow, counter: Counter): number | bigint | null {
  const count = countOf(live, counter)
  return typeof count === 'string' ? BigInt(count) : count
}

function dateOf(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString()
}
