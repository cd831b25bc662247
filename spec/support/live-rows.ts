import { type LiveRow, newRow } from '../../lib/page/model/live-row.js'
import type { Counter, Row } from '../../lib/page/protocol.js'
import { pageRow, pageSample } from './live-messages.js'

/** A row with rates, and as many counted; what a spec does not say is an interface that is up. */
export function liveRow(id: string, rates: Partial<Record<Counter, number>> = {}, part: Partial<Row> = {}): LiveRow {
  const [, values, counts] = pageSample(id, rates)
  return { ...newRow(pageRow(id, part)), rates: values, counts }
}
