import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogFormat, LogLevel } from './config/config.js'
import { printable } from './printable.js'

export type { Logger } from 'pino'

/** Where lines go. */
export type LogDestination = Pick<NodeJS.WritableStream, 'write'> & { readonly writableLength?: number }

/** What may wait for one who does not read the log; what comes then is lost. */
const MAX_WAITING_BYTES = 1024 * 1024

/** Makes the log: one line an event, to `destination`. */
export function createLog(level: LogLevel, format: LogFormat, destination: LogDestination = process.stderr): Logger {
  const write = (line: string) => {
    if ((destination.writableLength ?? 0) > MAX_WAITING_BYTES) return
    const json = line.trimEnd()
    destination.write(`${printable(format === 'json' ? json : toLogfmt(json))}\n`)
  }
  const stream: DestinationStream = { write }
  return pino(
    {
      level,
      base: null,
      messageKey: 'msg',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  )
}

/** `key=value` pairs; a value that holds anything but plain characters is quoted, so that no value can forge a line. */
function toLogfmt(line: string): string {
  const { time, level, msg, ...rest } = JSON.parse(line) as Record<string, unknown>
  const pairs = Object.entries({ time, level, msg, ...rest }).filter(([, value]) => value !== undefined)
  return pairs.map(([key, value]) => `${key}=${logfmtValue(value)}`).join(' ')
}

function logfmtValue(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.join(',') : JSON.stringify(value)
  return /^[\w.:/@+,[\]()-]+$/.test(text) ? text : JSON.stringify(text)
}
