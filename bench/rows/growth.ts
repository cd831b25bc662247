import { digits } from '../format.js'
import type { Result, Row } from '../row.js'
import { selectRow } from './select.js'

const FACTOR = 10
/** The step for which a target is set. */
const TARGET_AT = 10_000

/** How a scrape and the bare select grow from a tenth of the endpoints, out of what {@link selectRow} measured. */
export const growthRow: Row = {
  name: 'growth',
  title: 'growth of a scrape from a tenth of the endpoints, against that of the bare select',
  after: [selectRow.name],
  async measure({ endpoints, earlier }) {
    const at = (size: number) => earlier.find((result) => result.row === selectRow.name && result.endpoints === size)
    const [large, small] = [at(endpoints), at(endpoints / FACTOR)]
    return large === undefined || small === undefined ? [] : [compareGrowth(large, small)]
  },
}

function compareGrowth(large: Result, small: Result): Result {
  const growth = (figure: string) => (large.figures[figure] ?? Number.NaN) / (small.figures[figure] ?? Number.NaN)
  const [ours, bare] = [growth('ours'), growth('bare')]
  return {
    row: growthRow.name,
    endpoints: large.endpoints,
    value: ours / bare,
    unit: "× the select's growth",
    target: large.endpoints === TARGET_AT ? { sense: 'at most', value: 1 } : undefined,
    details: `from ${small.endpoints} endpoints: ${digits(ours)} × against ${digits(bare)} ×`,
    figures: { ours, bare },
  }
}
