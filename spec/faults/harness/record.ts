import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultName } from '../catalogue.js'
import type { Seen } from './watch.js'

/** What became of a fault. */
export interface FaultRecord {
  readonly fault: FaultName
  /** One for each exporter that was watched. */
  readonly seen: readonly Seen[]
  /** Milliseconds from the end of the fault until every exporter told the truth; `undefined` if none was ever down. */
  readonly recovery?: number | undefined
}

/** The environment variable that names the folder for records; without it nothing is kept. */
export const RECORDS = 'RELIABILITY_RECORDS'

export function keepRecord(record: FaultRecord): void {
  const dir = process.env[RECORDS]
  if (dir === undefined) return
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, `${record.fault}.json`), `${JSON.stringify(record)}\n`)
}

export function readRecords(dir: string): readonly FaultRecord[] {
  return readdirSync(dir).map((file) => JSON.parse(readFileSync(join(dir, file), 'utf8')))
}
