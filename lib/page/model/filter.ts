import { stateText } from './columns.js'
import type { LiveRow } from './live-row.js'

/** What can be filtered by: `tenant:blue` looks into that one only. */
const FIELDS: Readonly<Record<string, (live: LiveRow) => string>> = {
  interface: ({ row }) => row.interface,
  container: ({ row }) => row.container,
  tenant: ({ row }) => row.tenant,
  network: ({ row }) => row.network,
  group: ({ row }) => row.group,
  host: ({ row }) => row.host,
  bridge: ({ row }) => row.bridge,
  type: ({ row }) => row.type,
  state: (live) => stateText(live),
}

type Test = (live: LiveRow) => boolean

/**
 * Reads a filter: words that must all be found, in any field or in the one named before a colon, whatever the case.
 *
 * @example
 * rows.filter(parseFilter('web tenant:blue state:down'))
 */
export function parseFilter(text: string): Test {
  const tests = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(testOf)
  return (live) => tests.every((test) => test(live))
}

function testOf(word: string): Test {
  const [, name = '', rest = ''] = /^([a-z]+):(.*)$/.exec(word) ?? []
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  if (field !== undefined) return (live) => field(live).toLowerCase().includes(rest)
  return (live) => Object.values(FIELDS).some((read) => read(live).toLowerCase().includes(word))
}
