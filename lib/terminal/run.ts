import type { Options } from './options.js'
import { showOnce } from './show-once.js'
import type { Surroundings } from './surroundings.js'

/** Does what the command line asked for. @returns the exit status @throws when the database cannot be read */
export async function runInterfaces(options: Options, surroundings: Surroundings): Promise<number> {
  const { watch: watching } = options
  if (watching === undefined) return showOnce(options, surroundings)
  // What it takes to watch is loaded by those who do.
  const { watch } = await import('./watch.js')
  return watch({ ...options, watch: watching }, surroundings)
}
