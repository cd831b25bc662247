/**
 * An OVSDB server for the tests of programs that use OVSDB.
 *
 * @example
 * import { connect } from 'ovsdb-exporter'
 * import { startFakeServer } from 'ovsdb-exporter/testing'
 *
 * await using server = await startFakeServer({ schema })
 * await using client = await connect(server.remote, { database: 'Zoo' })
 */
export { RequestRefusedError } from '../jsonrpc/index.js'
export { type FakeCall, type FakeServer, type FakeServerOptions, startFakeServer } from './fake-server.js'
export type { FakeRequest } from './requests.js'
