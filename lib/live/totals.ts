import type { Rates, Row, Total } from '../page/protocol.js'
import { sumRates } from './rates.js'

interface Summed {
  readonly level: Total['level']
  readonly path: readonly string[]
  readonly rates: Rates[]
}

/** Sums over tenants, networks and groups for endpoints, over bridges for other interfaces; each before its parts. */
export function totalsOf(rows: Iterable<Row>, ratesOf: (id: string) => Rates): readonly Total[] {
  const sums = new Map<string, Summed>()
  const add = (level: Total['level'], path: readonly string[], rates: Rates) => {
    const key = JSON.stringify([level, ...path])
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { level, path, rates: [rates] })
    else sum.rates.push(rates)
  }
  for (const { id, kind, tenant, network, group, bridge } of rows) {
    const rates = ratesOf(id)
    if (kind === 'interface') {
      if (bridge !== '') add('bridge', [bridge], rates)
      continue
    }
    add('tenant', [tenant], rates)
    add('network', [tenant, network], rates)
    if (group !== '') add('group', [tenant, network, group], rates)
  }
  return [...sums.values()]
    .map(({ level, path, rates }) => ({ level, path, rows: rates.length, rates: sumRates(rates) }))
    .sort((a, b) => byKind(a, b) || byPath(a.path, b.path))
}

function byKind(a: Total, b: Total): number {
  return Number(a.level === 'bridge') - Number(b.level === 'bridge')
}

function byPath(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (part !== other) return part < other ? -1 : 1
  }
  return a.length - b.length
}
