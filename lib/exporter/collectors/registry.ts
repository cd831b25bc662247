import { COUNTS } from './counts.js'
import type { CollectorDescription } from './declaration.js'
import { INVENTORY } from './inventory.js'
import { TRAFFIC } from './switch.js'

/**
 * Every collector there is, in the order of the text. From here come the flags, `--help`, and the catalogue; what reads
 * for them is put together in `switch-parts.ts` and `netmaster-parts.ts`.
 */
export const COLLECTORS: readonly CollectorDescription[] = [TRAFFIC, INVENTORY, COUNTS]
