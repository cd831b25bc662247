import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { Scope } from '../../support/scope.js'
import type { Fault } from '../../support/tcp-proxy.js'

export interface Flood {
  readonly fault: Fault
  stop(): void
  /** How many bytes were taken. */
  said(): number
}

/** Says `begin`, and then the same bytes again and again as fast as they are taken, until it is told to stop. */
export function endless(scope: Scope, begin: string, bytes: string | Buffer): Flood {
  let [stopped, said] = [false, 0]
  const fault: Fault = () => async (piece, way) => {
    if (stopped) return way.write(piece)
    await way.write(begin)
    while (!stopped && way.open) {
      await way.write(bytes)
      said += bytes.length
      await setImmediate()
    }
    way.end()
  }
  const stop = () => {
    stopped = true
  }
  scope.teardown(stop)
  return { fault, stop, said: () => said }
}

/** Peak of the memory that a process had resident, in bytes. */
export function peakOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
