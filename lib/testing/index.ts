/**
 * An OVSDB server for the tests of programs that use OVSDB.
 *
 * @example
 * import { startFakeServer } from 'ovsdb-exporter/testing'
 */
export { RequestRefusedError } from '../jsonrpc/index.js'
export { type FakeCall, type FakeServer, type FakeServerOptions, startFakeServer } from './fake-server.js'
export type { FakeRequest } from './requests.js'
