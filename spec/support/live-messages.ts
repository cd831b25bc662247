import { COUNTERS, type Counter, type Row, type Sample, type SwitchSnapshot } from '../../lib/page/protocol.js'

/** A row of the live page; what a spec does not say is an interface that is up. */
export function pageRow(id: string, part: Partial<Row> = {}): Row {
  return {
    id,
    kind: 'interface',
    interface: id,
    tenant: '',
    network: '',
    group: '',
    host: '',
    container: '',
    bridge: 'br0',
    type: 'system',
    state: 'up',
    error: '',
    unmatched: false,
    ...part,
  }
}

/** What a row counts per second; what a spec does not say is not known. */
export function pageSample(id: string, rates: Partial<Record<Counter, number>>): Sample {
  const values = COUNTERS.map((counter) => rates[counter] ?? null)
  return [id, values, values]
}

export function pageSnapshot(part: Partial<SwitchSnapshot> = {}): SwitchSnapshot {
  return {
    type: 'switch',
    mode: 'ovs',
    version: '1.2.3',
    sequence: 0,
    interval: 5000,
    up: true,
    rows: [],
    samples: [],
    totals: [],
    banners: [],
    ...part,
  }
}
