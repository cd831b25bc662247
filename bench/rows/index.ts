import type { Row } from '../row.js'
import { selectRow } from './select.js'

/** Every row, in the order in which a size is measured. */
export const ROWS: readonly Row[] = [selectRow]
