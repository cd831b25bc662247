#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { EXIT_FAILED, parseCommandLine, runInterfaces, surroundingsOf } from '../lib/terminal/index.js'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const surroundings = surroundingsOf(process)
try {
  const commandLine = parseCommandLine(process.argv.slice(2), version)
  if (commandLine.kind === 'print') {
    await surroundings.print(commandLine.text)
  } else if (commandLine.kind === 'refuse') {
    surroundings.complain(commandLine.reason)
    process.exitCode = commandLine.status
  } else {
    process.exitCode = await runInterfaces(commandLine.options, surroundings)
  }
} catch (error) {
  surroundings.complain(error instanceof Error ? error.message : String(error))
  process.exitCode = EXIT_FAILED
}
