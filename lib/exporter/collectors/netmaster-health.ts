import type { ExpositionWriter } from '../exposition/writer.js'

export interface NetmasterHealth {
  readonly up: boolean
  readonly requests: number
  /** Seconds since Netmaster last confirmed all that is known from it; undefined before it did. */
  readonly age: number | undefined
}

/** What both Contiv modes say of Netmaster. */
export function writeNetmasterHealth(writer: ExpositionWriter, { up, requests, age }: NetmasterHealth): void {
  writer.gauge(
    'contiv_netmaster_up',
    'Whether the last contact with Netmaster succeeded, the leader lookup included.',
    up ? 1 : 0,
  )
  writer.samples(
    {
      name: 'contiv_netmaster_requests_total',
      type: 'counter',
      help: 'HTTP requests sent to Netmaster and to the store that names its leader.',
    },
    [[{}, requests]],
  )
  if (age !== undefined) {
    const help = 'Time since Netmaster last confirmed all that is known from it.'
    writer.gauge('contiv_inventory_age_seconds', help, age)
  }
}
