import { z } from 'zod'
import { readSmallFile } from '../../jsonrpc/node/index.js'
import { DEFAULT_PORT } from '../../ovsdb/index.js'
import { OVSDB } from '../collectors/ovsdb.js'
import { TABLE_COLLECTORS, VTEP_COLLECTORS } from '../collectors/registry.js'
import { TRAFFIC } from '../collectors/switch-traffic.js'
import { ConfigError } from '../config/errors.js'
import { expectation, explainIssue } from '../config/explain-issue.js'
import { readYaml } from '../config/read-yaml.js'
import { type Network, parseNetwork } from './network.js'
import { DEFAULT_MODULE } from './prober.js'
import { type TargetRule, TRANSPORTS } from './target.js'
import type { ProbeConfig, ProbeDatabase, ProbeModule } from './types.js'

/** What can be had of each database, over OVSDB alone. */
export const PROBE_COLLECTORS: Readonly<Record<ProbeDatabase, readonly string[]>> = {
  Open_vSwitch: [OVSDB, TRAFFIC, ...TABLE_COLLECTORS].map(({ name }) => name),
  hardware_vtep: [OVSDB, ...VTEP_COLLECTORS].map(({ name }) => name),
}

const DATABASES = Object.keys(PROBE_COLLECTORS) as readonly ProbeDatabase[]

const NAME = /^[A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?$/

const host = z.string().transform((text, context): { name: string } | { network: Network } => {
  const network = parseNetwork(text)
  if (network !== undefined) return { network }
  // What looks like an address that is none is no name either.
  if (NAME.test(text) && !/^[\d.]+$/.test(text)) return { name: text.toLowerCase() }
  context.addIssue({ code: 'custom', message: 'a name, an address or a network such as 10.0.0.0/8' })
  return z.NEVER
})

const rule = z
  .strictObject({
    hosts: z.array(host).min(1),
    ports: z.array(z.int().min(1).max(65_535)).min(1).default([DEFAULT_PORT]),
    transports: z
      .array(z.enum(TRANSPORTS))
      .min(1)
      .default([...TRANSPORTS]),
  })
  .transform(
    ({ hosts, ports, transports }): TargetRule => ({
      names: new Set(hosts.flatMap((one) => ('name' in one ? [one.name] : []))),
      networks: hosts.flatMap((one) => ('network' in one ? [one.network] : [])),
      ports: new Set(ports),
      transports: new Set(transports),
    }),
  )

const MAX_SECONDS = 30

const module = z
  .strictObject({
    database: z.enum(DATABASES).default('Open_vSwitch'),
    collectors: z.array(z.string()).min(1).optional(),
    timeout_seconds: z.number().positive().max(MAX_SECONDS).default(5),
    connections: z.int().min(1).max(1000).default(10),
  })
  .transform(({ database, collectors, timeout_seconds: seconds, connections }, context): ProbeModule => {
    const known = PROBE_COLLECTORS[database]
    for (const [index, name] of (collectors ?? []).entries()) {
      if (known.includes(name)) continue
      context.addIssue({ code: 'custom', path: ['collectors', index], message: `one of ${known.join(', ')}` })
    }
    // Whether the target answers is always told.
    return {
      database,
      collectors: new Set([OVSDB.name, ...(collectors ?? known)]),
      timeout: seconds * 1000,
      connections,
    }
  })

const probeConfig = z.strictObject({
  targets: z.array(rule).min(1),
  modules: z.record(z.string().min(1), module).default({}),
})

/**
 * Reads which targets may be probed, and how.
 *
 * @throws {ConfigError} one line with the file, the key and what was expected
 */
export function loadProbeConfig(file: string): ProbeConfig {
  return parseProbeConfig(readText(file), file)
}

/**
 * Reads the text of a probe configuration.
 *
 * @param file the name to call it by
 * @throws {ConfigError} one line with the file, the key and what was expected
 */
export function parseProbeConfig(yaml: string, file: string): ProbeConfig {
  const content = readYaml(yaml, file, 'core')
  const result = probeConfig.safeParse(content, { error: expectation })
  if (!result.success) {
    throw new ConfigError(`${file}: ${explainIssue(result.error.issues[0] as z.core.$ZodIssue, content, () => true)}`)
  }
  const modules = new Map(Object.entries(result.data.modules))
  if (!modules.has(DEFAULT_MODULE)) modules.set(DEFAULT_MODULE, module.parse({}))
  return { targets: result.data.targets, modules }
}

function readText(file: string): string {
  try {
    return readSmallFile(file)
  } catch (cause) {
    throw new ConfigError(`${file}: ${(cause as Error).message}`, { cause })
  }
}
