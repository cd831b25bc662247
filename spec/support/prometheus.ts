import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startProgram } from './child-process.js'
import { freePort } from './free-port.js'
import { outcome } from './run.js'
import { type Scope, withScope } from './scope.js'
import { tempDir } from './temp-dir.js'
import { missing } from './which.js'

export interface PrometheusOptions {
  /** The text of its configuration file, YAML. */
  readonly config: string
  /** The TCP port. Default: a free one. */
  readonly port?: number
}

/** One series of an instant vector. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  /** As Prometheus wrote it: a 64-bit float in text. */
  readonly value: string
}

export interface Target {
  readonly url: string
  readonly job: string
  readonly health: 'up' | 'down' | 'unknown'
  readonly lastError: string
  readonly labels: Readonly<Record<string, string>>
  /** Before relabelling: `__address__`, `__meta_…`. */
  readonly discoveredLabels: Readonly<Record<string, string>>
}

export interface Metadata {
  readonly type: string
  /** Only OpenMetrics tells it. */
  readonly unit: string
  readonly help: string
}

/** A real Prometheus server with an empty storage. */
export interface Prometheus {
  readonly url: string
  /** Evaluates an expression now. @throws what Prometheus says, when it cannot */
  query(expression: string): Promise<readonly Sample[]>
  /** What it scrapes. */
  targets(): Promise<readonly Target[]>
  /** What it discovered and relabelling dropped: the labels before relabelling. */
  droppedTargets(): Promise<ReadonlyArray<Target['discoveredLabels']>>
  /** What the targets say of their metrics, by the name of the family. */
  metadata(): Promise<ReadonlyMap<string, Metadata>>
  log(): string
  stop(): Promise<void>
}

/**
 * Starts a Prometheus.
 *
 * @example
 * const prometheus = await startPrometheus(t, { config: readFileSync('prometheus.yml', 'utf8') })
 * await eventually(async () => (await prometheus.query('up == 1')).length === 2)
 */
export async function startPrometheus(scope: Scope, options: PrometheusOptions): Promise<Prometheus> {
  const dir = tempDir(scope)
  const configFile = join(dir, 'prometheus.yml')
  writeFileSync(configFile, options.config)
  const address = `127.0.0.1:${options.port ?? (await freePort())}`
  const url = `http://${address}`
  const program = await startProgram(
    scope,
    'prometheus',
    [`--config.file=${configFile}`, `--storage.tsdb.path=${join(dir, 'data')}`, `--web.listen-address=${address}`],
    { ready: async () => (await fetch(`${url}/-/ready`)).ok },
  )
  const targets = () => get<Targets>(`${url}/api/v1/targets`)
  return {
    url,
    query: async (expression) => {
      const { result } = await get<Vector>(`${url}/api/v1/query?${new URLSearchParams({ query: expression })}`)
      return result.map(({ metric, value: [, value] }) => ({ labels: metric, value }))
    },
    targets: async () =>
      (await targets()).activeTargets.map(({ scrapeUrl, scrapePool, ...rest }) => ({
        ...rest,
        url: scrapeUrl,
        job: scrapePool,
      })),
    droppedTargets: async () => (await targets()).droppedTargets.map(({ discoveredLabels }) => discoveredLabels),
    metadata: async () => {
      const families = await get<ReadonlyArray<Metadata & { metric: string }>>(`${url}/api/v1/targets/metadata`)
      return new Map(families.map(({ metric, type, unit, help }) => [metric, { type, unit, help }]))
    },
    log: () => program.output(),
    stop: () => program.stop(),
  }
}

/** Why a spec that needs Kubernetes discovery has to be skipped: Debian builds its Prometheus without it. */
export async function kubernetesDiscoveryMissing(): Promise<string | false> {
  const absent = missing('prometheus', 'promtool')
  if (absent) return absent
  return withScope(async (scope) => {
    const file = join(tempDir(scope), 'prometheus.yml')
    writeFileSync(file, 'scrape_configs: [{ job_name: pods, kubernetes_sd_configs: [{ role: pod }] }]')
    const { status, stdout, stderr } = await outcome('promtool', ['check', 'config', file])
    if (status === 0) return false
    if (!/kubernetes_sd_configs not found/.test(stdout + stderr)) throw new Error(`promtool: ${stdout}${stderr}`)
    return 'this Prometheus was built without Kubernetes discovery (put an upstream one first in PATH)'
  })
}

interface Vector {
  readonly result: ReadonlyArray<{ readonly metric: Sample['labels']; readonly value: readonly [number, string] }>
}

interface Targets {
  readonly activeTargets: ReadonlyArray<
    Omit<Target, 'url' | 'job'> & { readonly scrapeUrl: string; readonly scrapePool: string }
  >
  readonly droppedTargets: ReadonlyArray<{ readonly discoveredLabels: Target['discoveredLabels'] }>
}

async function get<Data>(url: string): Promise<Data> {
  const response = await fetch(url)
  const body = (await response.json()) as { data: Data; error?: string }
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${body.error}`)
  return body.data
}
