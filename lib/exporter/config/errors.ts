import { excerpt } from '../../jsonrpc/index.js'

/** A flag or an environment variable could not be understood. The message is one line that names it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'CONFIG'
}

/** @param source the flag or variable */
export function mismatch(source: string, expected: string, got: string): ConfigError {
  return new ConfigError(`${source}: expected ${expected}, got ${JSON.stringify(excerpt(got))}`)
}
