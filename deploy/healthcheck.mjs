// The image's HEALTHCHECK: exits 0 when the exporter of this container answers /healthz with 200.
// Reads EXPORTER_MODE and WEB_LISTEN_ADDRESS as the exporter does; flags of the exporter's process are unknown to it.
import { get } from 'node:http'

const { EXPORTER_MODE, WEB_LISTEN_ADDRESS } = process.env
const listen = WEB_LISTEN_ADDRESS?.split(',')[0]?.trim() || (EXPORTER_MODE === 'netmaster' ? ':9005' : ':9004')
const address = listen.replace(/^(0\.0\.0\.0)?:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:')

const fail = (reason) => {
  console.error(`http://${address}/healthz: ${reason}`)
  process.exit(1)
}

try {
  get(`http://${address}/healthz`, { signal: AbortSignal.timeout(4000) }, ({ statusCode }) =>
    statusCode === 200 ? process.exit(0) : fail(`expected status 200, got ${statusCode}`),
  ).on('error', (error) => fail(error.message))
} catch (error) {
  fail(error.message)
}
