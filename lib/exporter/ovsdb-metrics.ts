import { Counter, Histogram, type Registry } from 'prom-client'
import type { ClientHooks } from '../ovsdb/index.js'

/** Counts what the connection to the OVSDB server carries, and how long the server takes. */
export function ovsdbHooks(registry: Registry): ClientHooks {
  const registers = [registry]
  const requests = new Histogram({
    name: 'ovsdb_exporter_ovsdb_request_duration_seconds',
    help: 'Time from a request to the OVSDB server to its reply, or to its end without one, by method.',
    labelNames: ['method'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const received = new Counter({
    name: 'ovsdb_exporter_ovsdb_received_bytes_total',
    help: 'Bytes received from the OVSDB server.',
    registers,
  })
  const sent = new Counter({
    name: 'ovsdb_exporter_ovsdb_sent_bytes_total',
    help: 'Bytes sent to the OVSDB server.',
    registers,
  })
  return {
    onRequestEnd: ({ method, milliseconds }) => requests.observe({ method }, milliseconds / 1000),
    onReceived: (bytes) => received.inc(bytes),
    onSent: (bytes) => sent.inc(bytes),
  }
}
