import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createLog } from '../exporter/log.js'
import { startDemo } from './demo.js'
import { introduce } from './introduction.js'

const PORTS = { ovsdb: 6640, netplugin: 9004, netmaster: 9005 }
const COUNTER_INTERVAL_MS = 1000

const root = new URL('../../../', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }

const demo = await startDemo({
  fixtures: fileURLToPath(new URL('fixtures', root)),
  ports: PORTS,
  interval: COUNTER_INTERVAL_MS,
  seed: Date.now(),
  version,
  log: createLog('warn', 'logfmt'),
})
process.stdout.write(introduce(demo, PORTS))
const stop = () => void demo.stop()
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
