import type { CollectorDescription } from '../collectors/declaration.js'
import { COLLECTORS } from '../collectors/registry.js'
import type { Mode } from './config.js'
import { ConfigError, mismatch } from './errors.js'

/** A switch of the command line that takes no value, and the variable of the same meaning. */
export interface Toggle {
  readonly flag: string
  /** The flag that turns it off. */
  readonly noFlag: string
  readonly env: string
  readonly help: string
}

/** What was typed: which toggles are on or off, by flag. */
export type Toggles = ReadonlyMap<string, boolean>

export const DISABLE_DEFAULTS: Toggle = {
  flag: '--collector.disable-defaults',
  noFlag: '--no-collector.disable-defaults',
  env: 'COLLECTOR_DISABLE_DEFAULTS',
  help: 'run only the collectors that are named',
}

/** The toggle of a collector. */
export function collectorToggle({ name, help, modes, enabled }: CollectorDescription): Toggle {
  return {
    flag: `--collector.${name}`,
    noFlag: `--no-collector.${name}`,
    env: `COLLECTOR_${name.toUpperCase()}`,
    help: `collect ${help}; in mode ${modes.join(' and ')} (default: ${enabled ? 'on' : 'off'})`,
  }
}

/** Every toggle, in the order `--help` shows them. */
export const TOGGLES: readonly Toggle[] = [DISABLE_DEFAULTS, ...COLLECTORS.map(collectorToggle)]

/**
 * The names of the collectors to run: those of the mode that run by default, and those that were asked for, without
 * those that were not wanted. A flag beats its variable.
 *
 * @throws {ConfigError} when one was asked for that the mode does not have, or a variable is neither true nor false
 */
export function resolveCollectors(
  toggles: Toggles,
  env: Readonly<Record<string, string | undefined>>,
  mode: Mode,
): ReadonlySet<string> {
  const stateOf = (toggle: Toggle) => toggles.get(toggle.flag) ?? fromVariable(toggle.env, env[toggle.env])
  const defaults = stateOf(DISABLE_DEFAULTS) !== true
  const enabled = new Set<string>()
  for (const collector of COLLECTORS) {
    const toggle = collectorToggle(collector)
    const asked = stateOf(toggle)
    const inMode = collector.modes.includes(mode)
    if (asked === true && !inMode) {
      const source = toggles.has(toggle.flag) ? toggle.flag : toggle.env
      throw new ConfigError(`${source}: expected mode ${collector.modes.join(' or ')} with it, got ${mode}`)
    }
    if (inMode && (asked ?? (defaults && collector.enabled))) enabled.add(collector.name)
  }
  return enabled
}

function fromVariable(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined || text === '') return undefined
  if (text !== 'true' && text !== 'false') throw mismatch(name, 'true or false', text)
  return text === 'true'
}
