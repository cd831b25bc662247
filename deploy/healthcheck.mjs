// The image's HEALTHCHECK: exits 0 when the exporter of this container answers /healthz with 200; where there is a web
// configuration, which may ask for certificates and passwords, when it accepts connections.
// Reads EXPORTER_MODE, WEB_LISTEN_ADDRESS and WEB_CONFIG_FILE as the exporter does; flags of its process are unknown here.
import { get } from 'node:http'
import { connect } from 'node:net'

const { EXPORTER_MODE, WEB_LISTEN_ADDRESS, WEB_CONFIG_FILE } = process.env
const listen = WEB_LISTEN_ADDRESS?.split(',')[0]?.trim() || (EXPORTER_MODE === 'netmaster' ? ':9005' : ':9004')
const address = listen.replace(/^(0\.0\.0\.0)?:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:')

const fail = (reason) => {
  console.error(`${WEB_CONFIG_FILE ? address : `http://${address}/healthz`}: ${reason}`)
  process.exit(1)
}

try {
  const signal = AbortSignal.timeout(4000)
  if (WEB_CONFIG_FILE) {
    const { hostname, port } = new URL(`tcp://${address}`)
    connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), signal })
      .on('connect', () => process.exit(0))
      .on('error', (error) => fail(error.message))
  } else {
    get(`http://${address}/healthz`, { signal }, ({ statusCode }) =>
      statusCode === 200 ? process.exit(0) : fail(`expected status 200, got ${statusCode}`),
    ).on('error', (error) => fail(error.message))
  }
} catch (error) {
  fail(error.message)
}
