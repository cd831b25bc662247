import { stringify } from 'lossless-json'
import { ENDPOINT_COLUMNS, type FormatOptions } from './endpoint-columns.js'
import type { PlacedInterface } from './place-interfaces.js'
import { escapeControlsInJson } from './printable.js'

/**
 * Writes interfaces as a JSON array of objects with the same members each, `null` where the database holds nothing;
 * a statistic the switch does not report is absent. Integers are exact, also beyond 2^53.
 */
export function formatJson(interfaces: readonly PlacedInterface[], { endpoints = false }: FormatOptions = {}): string {
  const objects = interfaces.map((row) => ({
    bridge: row.bridge ?? null,
    port: row.port ?? null,
    interface: row.name,
    type: row.type,
    uuid: row._uuid,
    admin_state: row.admin_state ?? null,
    link_state: row.link_state ?? null,
    ...(endpoints ? { endpoint: endpointOf(row) } : {}),
    external_ids: Object.fromEntries(row.external_ids),
    statistics: Object.fromEntries(row.statistics),
  }))
  return `${escapeControlsInJson(stringify(objects, null, 2) ?? '')}\n`
}

function endpointOf(row: PlacedInterface): object | null {
  if (row.endpoint === undefined) return null
  return Object.fromEntries(Object.entries(ENDPOINT_COLUMNS).map(([name, read]) => [name, read(row) ?? null]))
}
