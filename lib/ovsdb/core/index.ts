export {
  DEFAULT_MIN_VERSION,
  InvalidOptionError,
  InvalidRequestError,
  JsonRpcError,
  type MessageId,
  MessageTooLargeError,
  type Pem,
  ProtocolError,
  ReceiveBufferFullError,
  RemoteError,
  type RequestOptions,
  RequestTimeoutError,
  SessionClosedError,
  TlsError,
  type TlsOptions,
  type TlsVersion,
  type WebSocketConstructor,
  WebSocketError,
  type WebSocketLike,
} from '../../jsonrpc/index.js'
export { type Backoff, backoffDelay, DEFAULT_BACKOFF } from '../client/backoff.js'
export { Client } from '../client/client.js'
export type { DatabaseSession } from '../client/database-session.js'
export {
  type CallOptions,
  type ClientHooks,
  type ClientOptions,
  type ConnectOptions,
  DEFAULT_CLOSE_TIMEOUT,
  DEFAULT_CONNECT_TIMEOUT,
  DEFAULT_INACTIVITY_PROBE,
  DEFAULT_REQUEST_TIMEOUT,
  type WithSchema,
} from '../client/options.js'
export type { SelectOptions } from '../client/select-options.js'
export type { Status } from '../client/status.js'
export type { Statuses } from '../client/statuses.js'
export type { TlsSource } from '../dialler.js'
export { DEFAULT_PORT, type Endpoint, parseEndpoint, parseRemotes } from '../endpoint.js'
export {
  ClientClosedError,
  ConditionsChangedError,
  ConnectError,
  ImmutableColumnError,
  InvalidOperationError,
  InvalidRemoteError,
  InvalidReplyError,
  InvalidSchemaError,
  InvalidUpdateError,
  InvalidValueError,
  ListenError,
  MonitorCanceledError,
  NotConnectedError,
  OvsdbError,
  ReplicaClosedError,
  UnknownColumnError,
  UnknownDatabaseError,
  UnknownTableError,
  type UnsuitableReason,
  UnsuitableServerError,
  WaitTimeoutError,
} from '../errors.js'
export { LockClaimedError, LockClosedError, LockNotHeldError, LockStolenError } from '../lock/errors.js'
export { Lock } from '../lock/lock.js'
export type { LockOptions } from '../lock/open-lock.js'
export type { LockState } from '../lock/state.js'
export type { ColumnName, DatabaseModels, ModelOf, Row, TableName, UntypedModel, WantedColumn } from '../model.js'
export type * from '../models/open-vswitch.js'
export type { Change, ReplicaColumns, ReplicaRow, ReplicaTableName, RowChange } from '../monitor/change.js'
export type { ReplicaTable } from '../monitor/replica-table.js'
export type { ReplicaIndexes } from '../monitor/replica-tables.js'
export type { Condition, EqualityFunction, FunctionFor, OrderFunction } from '../operation/condition.js'
export * from '../operation/errors.js'
export { type ArithmeticMutator, type Mutation, type Mutator, setKeys } from '../operation/mutation.js'
export type {
  AbortOperation,
  AssertOperation,
  CommentOperation,
  CommitOperation,
  DeleteOperation,
  InsertOperation,
  MutateOperation,
  Operation,
  OperationCondition,
  ResultOf,
  ResultsOf,
  SelectOperation,
  TableOperation,
  UpdateOperation,
  WaitOperation,
} from '../operation/operation.js'
export { type Operations, operations, type ReferableInsert } from '../operation/operations.js'
export type { RawOperation } from '../operation/raw-operation.js'
export type { SelectedRows, TableSelect } from '../operation/table-select.js'
export type { ChangedValues, NewValues, Writable, WritableColumns } from '../operation/writable.js'
export type { ReplicaConditions, ReplicateOptions, RowCondition } from '../replica/options.js'
export { type Changes, type ChangesOptions, Replica } from '../replica/replica.js'
export type { ReplicaState } from '../replica/state.js'
export { generateModel, type ModelOptions } from '../schema/generate-model.js'
export { parseSchema } from '../schema/parse-schema.js'
export { type SchemaDrift, schemaDrift } from '../schema/schema-drift.js'
export type { SchemaLiteral, SchemaModel } from '../schema/schema-model.js'
export type { AtomicType, BaseType, ColumnSchema, ColumnType, DatabaseSchema, TableSchema } from '../schema/types.js'
export type { RequestEnd, RequestOutcome, SessionHooks } from '../session/hooks.js'
export type { MonitorListener } from '../session/monitor-router.js'
export { NO_TRANSACTION, type NotificationListener, type OvsdbSession } from '../session/ovsdb-session.js'
export type { ServerDatabase } from '../session/server-database.js'
export type * from '../session/wire.js'
export {
  type CommittedOutcome,
  type DryRunOutcome,
  type DryRunResults,
  type Outcome,
  type OutcomeOf,
  OutcomeUnknownError,
  type RejectedOutcome,
  resultsOf,
  type UnknownOutcome,
} from '../transaction/outcome.js'
export {
  DEFAULT_ATTEMPTS,
  type RetryOptions,
  type TransactOptions,
  type Transactor,
  transactWithRetry,
} from '../transaction/transact-with-retry.js'
export { NamedUuid } from '../value/named-uuid.js'
export type { Atom, Immutable, ImmutableColumn, Integer, Real, Uuid, Value } from '../value/types.js'
export { parseUuid } from '../value/uuid.js'
