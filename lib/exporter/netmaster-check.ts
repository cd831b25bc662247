import type { CountsStatus, InventoryStatus } from '../contiv/index.js'
import type { ReadinessCheck } from './routes/health.js'

/** Ready when Netmaster answered last. */
export function netmasterCheck(source: { status(): InventoryStatus | CountsStatus }): ReadinessCheck {
  return () => {
    const { up, error } = source.status()
    return up ? undefined : `netmaster: ${error?.message ?? 'not asked yet'}`
  }
}
