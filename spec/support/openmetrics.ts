import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './run.js'

/** A family as Prometheus' Python client reads it. */
export interface OpenMetricsFamily {
  readonly name: string
  readonly type: string
  readonly unit: string
  readonly help: string
  readonly samples: ReadonlyArray<{
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
    /** As Python writes it. */
    readonly value: string
  }>
}

/** Debian's, which sees Debian's packages whatever other Python is installed. */
const PYTHON = '/usr/bin/python3'

const READ = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
json.dump([
  {"name": f.name, "type": f.type, "unit": f.unit, "help": f.documentation,
   "samples": [{"name": s.name, "labels": s.labels, "value": str(s.value)} for s in f.samples]}
  for f in text_string_to_metric_families(sys.stdin.buffer.read().decode())
], sys.stdout)
`

/** Why a spec that needs a strict parser of OpenMetrics has to be skipped; false when there is one. */
export function openMetricsParserMissing(): string | false {
  const there =
    existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import prometheus_client.openmetrics.parser']).status === 0
  return !there && 'python3-prometheus-client not installed: see spec/support/install-servers.sh'
}

/**
 * Parses OpenMetrics text with Prometheus' Python client, which is stricter than Prometheus itself.
 *
 * @throws what the parser complains of
 */
export async function parseOpenMetrics(text: string): Promise<readonly OpenMetricsFamily[]> {
  return JSON.parse(await run(PYTHON, ['-c', READ], text)) as readonly OpenMetricsFamily[]
}
