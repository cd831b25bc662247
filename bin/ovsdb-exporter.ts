#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const

// A process with the id 1, as in a container, has no default for signals: what came while the rest is loaded was lost.
const endAtOnce = () => process.exit(0)
const passOver = () => {}
for (const signal of STOP_SIGNALS) process.once(signal, endAtOnce)
process.on('SIGHUP', passOver)

const [{ parseCommandLine }, { startExporter }, { createLog }, { printable }] = await Promise.all([
  import('../lib/exporter/config/command.js'),
  import('../lib/exporter/exporter.js'),
  import('../lib/exporter/log.js'),
  import('../lib/exporter/printable.js'),
])

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

// What a scrape leaves is garbage. V8 would let it grow to four times what is alive before it collects; twice is enough.
setFlagsFromString('--heap-growing-percent=100')

/** How long the log's reader has for the last lines. */
const LAST_LINES_MS = 1000

// A log that nobody reads any more is no reason to stop serving.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

const commandLine = await parseCommandLine(process.argv.slice(2), process.env, version)

if (commandLine.kind === 'print') {
  process.exitCode = commandLine.status
  if (commandLine.status === 0) process.stdout.write(commandLine.text, whenPrinted)
  else process.stderr.write(commandLine.text)
} else {
  const { config } = commandLine
  const log = createLog(config.logLevel, config.logFormat)
  process.off('SIGHUP', passOver).on('SIGHUP', (signal) => {
    log.info({ signal }, 'nothing to reload: what may change is read again by itself, all else at the start')
  })
  try {
    const exporter = await startExporter(config, version, log)
    const stop = async (signal: NodeJS.Signals) => {
      // Another one is no reason to cut off what was promised an answer.
      for (const other of STOP_SIGNALS) process.off(other, stop).on(other, passOver)
      log.info({ signal }, 'stopping')
      await exporter.stop()
      // Lines that nobody reads would keep the process alive.
      setTimeout(() => process.exit(), LAST_LINES_MS).unref()
    }
    for (const signal of STOP_SIGNALS) process.off(signal, endAtOnce).on(signal, stop)
  } catch (error) {
    process.stderr.write(`error: ${printable((error as Error).message)}\n`)
    process.exitCode = 1
  }
}

/** A reader that has gone away, as `head` does, wants no more and no complaint. */
function whenPrinted(error: NodeJS.ErrnoException | null | undefined): void {
  if (!error || error.code === 'EPIPE') return
  process.stderr.write(`error: cannot print: ${printable(error.message)}\n`)
  process.exitCode = 1
}
