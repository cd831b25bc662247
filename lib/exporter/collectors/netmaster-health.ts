import type { ExpositionWriter } from '../exposition/writer.js'
import type { FamilyDescription } from './declaration.js'

export interface NetmasterHealth {
  readonly up: boolean
  readonly requests: number
  /** Seconds since Netmaster last confirmed all that is known from it; undefined before it did. */
  readonly age: number | undefined
}

const UP = {
  name: 'contiv_netmaster_up',
  type: 'gauge',
  help: 'Whether the last contact with Netmaster succeeded, the leader lookup included.',
  labels: [],
  source: 'the exporter',
} as const satisfies FamilyDescription

const REQUESTS = {
  name: 'contiv_netmaster_requests_total',
  type: 'counter',
  help: 'HTTP requests sent to Netmaster and to the store that names its leader.',
  labels: [],
  source: 'the exporter',
} as const satisfies FamilyDescription

const AGE = {
  name: 'contiv_inventory_age_seconds',
  type: 'gauge',
  help: 'Time since Netmaster last confirmed all that is known from it.',
  labels: [],
  source: 'the exporter',
} as const satisfies FamilyDescription

/** What both Contiv modes say of Netmaster. */
export const NETMASTER_HEALTH = [UP, REQUESTS, AGE] as const

export function writeNetmasterHealth(writer: ExpositionWriter, { up, requests, age }: NetmasterHealth): void {
  writer.samples(UP, [[{}, up ? 1 : 0]])
  writer.samples(REQUESTS, [[{}, requests]])
  if (age !== undefined) writer.samples(AGE, [[{}, age]])
}

/** What is wrong with Netmaster, if anything is. */
export function netmasterError({ up, error }: { readonly up: boolean; readonly error: Error | undefined }) {
  return up ? undefined : (error ?? new Error('not asked yet'))
}
