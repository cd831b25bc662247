import type { Interval } from '../../lib/terminal/stream/interval.js'
import { liveRow } from './live-rows.js'

const RATES = {
  rx_bytes: 1000.5,
  tx_bytes: 0,
  rx_packets: 3,
  tx_packets: 0,
  rx_dropped: 1,
  tx_dropped: 2,
  rx_errors: 0,
}

/** An interval in which two interfaces counted: one with a name that needs care, and an endpoint of which little is known. */
export function interval(part: Partial<Interval> = {}): Interval {
  return {
    time: new Date('2026-01-01T12:00:00.000Z'),
    up: true,
    outage: undefined,
    seconds: 5.001,
    rows: [
      liveRow('\x1b[2Jeth "0",\u009b', RATES, { id: 'uuid-1' }),
      liveRow(
        'vvport1',
        {},
        {
          id: 'uuid-2',
          kind: 'endpoint',
          tenant: 'blue',
          network: 'web',
          container: 'web-1',
          state: 'unknown',
          bridge: '',
        },
      ),
    ],
    ...part,
  }
}
