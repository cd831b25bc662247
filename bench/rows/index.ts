import type { Row } from '../row.js'
import { clientsRow } from './clients.js'
import { crowdRow } from './crowd.js'
import { expositionRow } from './exposition.js'
import { growthRow } from './growth.js'
import { loadRow } from './load.js'
import { memoryRow } from './memory.js'
import { netmasterRow } from './netmaster.js'
import { ovsVsctlRow } from './ovs-vsctl.js'
import { replicaRow } from './replica.js'
import { everythingRow, monitorRow, selectRow } from './select.js'
import { wireRow } from './wire.js'

/** Every row, in the order in which a size is measured. */
export const ROWS: readonly Row[] = [
  selectRow,
  growthRow,
  monitorRow,
  everythingRow,
  wireRow,
  loadRow,
  crowdRow,
  clientsRow,
  memoryRow,
  netmasterRow,
  ovsVsctlRow,
  expositionRow,
  // Last: it writes other statistics into the database that the rows share.
  replicaRow,
]
