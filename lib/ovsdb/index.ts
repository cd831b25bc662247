export { type Backoff, backoffDelay, DEFAULT_BACKOFF } from './client/backoff.js'
export { Client, type RawOperation, type SelectOptions } from './client/client.js'
export { connect, createClient, openClient } from './client/connect.js'
export type { DatabaseSession } from './client/handshake.js'
export {
  type CallOptions,
  type ClientOptions,
  type ConnectOptions,
  DEFAULT_CONNECT_TIMEOUT,
  DEFAULT_INACTIVITY_PROBE,
  DEFAULT_REQUEST_TIMEOUT,
} from './client/options.js'
export type { Status } from './client/status.js'
export { DEFAULT_PORT, type Endpoint, parseEndpoint, parseRemotes } from './endpoint.js'
export {
  ClientClosedError,
  ConnectError,
  InvalidRemoteError,
  InvalidReplyError,
  InvalidSchemaError,
  InvalidValueError,
  NotConnectedError,
  OvsdbError,
  UnknownColumnError,
  UnknownDatabaseError,
  UnknownTableError,
} from './errors.js'
export type { ColumnName, DatabaseModels, ModelOf, Row, TableName, UntypedModel, WantedColumn } from './model.js'
export type * from './models/open-vswitch.js'
export type { Condition, EqualityFunction, FunctionFor, OrderFunction } from './operation/condition.js'
export * from './operation/errors.js'
export type { SelectedRows, TableSelect } from './operation/table-select.js'
export { readCertificate, readPrivateKey } from './pem-files.js'
export { generateModel } from './schema/generate-model.js'
export { parseSchema } from './schema/parse-schema.js'
export type { AtomicType, BaseType, ColumnSchema, ColumnType, DatabaseSchema, TableSchema } from './schema/types.js'
export type { NotificationListener, OvsdbSession } from './session/ovsdb-session.js'
export type { Atom, Integer, Uuid, Value } from './value/types.js'
