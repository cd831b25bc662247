import t from 'tap'
import { RemoteError } from '../../lib/jsonrpc/index.js'
import { parseEndpoint } from '../../lib/ovsdb/endpoint.js'
import {
  ClientClosedError,
  ConnectError,
  ImmutableColumnError,
  InvalidOperationError,
  InvalidRemoteError,
  InvalidReplyError,
  InvalidSchemaError,
  InvalidUpdateError,
  InvalidValueError,
  ListenError,
  messageOf,
  NotConnectedError,
  OvsdbError,
  UnknownColumnError,
  UnknownDatabaseError,
  UnknownTableError,
  UnsuitableServerError,
  WaitTimeoutError,
} from '../../lib/ovsdb/errors.js'
import { parsePassiveEndpoint } from '../../lib/ovsdb/listen/passive-endpoint.js'
import { operationError } from '../../lib/ovsdb/operation/errors.js'
import { readCertificate } from '../../lib/ovsdb/pem-files.js'
import { parseUuid } from '../../lib/ovsdb/value/uuid.js'

t.test('every class has its own name and code, and says what was expected and what came', async (t) => {
  const cause = new Error('connect ECONNREFUSED 127.0.0.1:1')
  const cases: readonly (readonly [OvsdbError, string, string, string])[] = [
    [new OvsdbError('CODE', 'text', { cause }), 'OvsdbError', 'CODE', 'text'],
    [new InvalidOperationError('text'), 'InvalidOperationError', 'INVALID_OPERATION', 'text'],
    [new InvalidRemoteError('text'), 'InvalidRemoteError', 'INVALID_REMOTE', 'text'],
    [
      new ConnectError('tcp:h:1', cause),
      'ConnectError',
      'CONNECT',
      'cannot connect to tcp:h:1: connect ECONNREFUSED 127.0.0.1:1',
    ],
    [
      new NotConnectedError('tcp:h:1', cause),
      'NotConnectedError',
      'NOT_CONNECTED',
      'not connected to tcp:h:1: connect ECONNREFUSED 127.0.0.1:1',
    ],
    [
      new UnsuitableServerError('stale', 'the server is behind'),
      'UnsuitableServerError',
      'UNSUITABLE_SERVER',
      'the server is behind',
    ],
    [new WaitTimeoutError('a lock', 5), 'WaitTimeoutError', 'WAIT_TIMEOUT', 'expected a lock within 5 ms, got nothing'],
    [
      new WaitTimeoutError('a lock', 5, cause),
      'WaitTimeoutError',
      'WAIT_TIMEOUT',
      'expected a lock within 5 ms: connect ECONNREFUSED 127.0.0.1:1',
    ],
    [new ClientClosedError(), 'ClientClosedError', 'CLIENT_CLOSED', 'the client is closed'],
    [new ClientClosedError(new Error('gone')), 'ClientClosedError', 'CLIENT_CLOSED', 'the client is closed: gone'],
    [new ListenError('ptcp:1', new Error('taken')), 'ListenError', 'LISTEN', 'cannot listen on ptcp:1: taken'],
    [
      new ImmutableColumnError('Port', 'name'),
      'ImmutableColumnError',
      'IMMUTABLE_COLUMN',
      'column "name" of table "Port" is immutable: only an insert gives it a value',
    ],
    [
      new UnknownDatabaseError('A', ['B', '_Server']),
      'UnknownDatabaseError',
      'UNKNOWN_DATABASE',
      'expected a database named "A", the server has B, _Server',
    ],
    [
      new ImmutableColumnError('Port', 'name'),
      'ImmutableColumnError',
      'IMMUTABLE_COLUMN',
      'column "name" of table "Port" is immutable: only an insert gives it a value',
    ],
    [
      new UnknownDatabaseError('A', []),
      'UnknownDatabaseError',
      'UNKNOWN_DATABASE',
      'expected a database named "A", the server has none',
    ],
    [new UnknownTableError('database "A"', 'T'), 'UnknownTableError', 'UNKNOWN_TABLE', 'database "A" has no table "T"'],
    [new UnknownColumnError('T', 'c'), 'UnknownColumnError', 'UNKNOWN_COLUMN', 'table "T" has no column "c"'],
    [new UnknownColumnError('T', 'c', 'it'), 'UnknownColumnError', 'UNKNOWN_COLUMN', 'it has no column "c"'],
    [
      new InvalidSchemaError('T.c.type', 'an object', 5),
      'InvalidSchemaError',
      'INVALID_SCHEMA',
      'schema T.c.type: expected an object, got 5',
    ],
    [
      new InvalidValueError('T.c', 'a string', undefined),
      'InvalidValueError',
      'INVALID_VALUE',
      'T.c: expected a string, got undefined',
    ],
    [
      new InvalidReplyError('list_dbs', 'an array', { a: 1 }),
      'InvalidReplyError',
      'INVALID_REPLY',
      'reply to "list_dbs": expected an array, got { a: 1 }',
    ],
    [
      new InvalidUpdateError('Port 1', 'a row that is there', 'none'),
      'InvalidUpdateError',
      'INVALID_UPDATE',
      "update of Port 1: expected a row that is there, got 'none'",
    ],
  ]
  for (const [error, name, code, message] of cases) {
    t.ok(error instanceof OvsdbError, name)
    t.equal(error.name, name)
    t.equal(error.code, code, name)
    t.equal(error.message, message)
  }
  t.equal(new ConnectError('tcp:h:1', cause).cause, cause)
  t.equal(new NotConnectedError('tcp:h:1', cause).cause, cause)
})

t.test('names that a peer gave are told by their beginnings', async (t) => {
  const long = 'a'.repeat(5e6)
  const beginning = `${'a'.repeat(120)}…`
  const cases: readonly (readonly [OvsdbError, string])[] = [
    [new InvalidSchemaError(long, 'an object', 5), `schema ${beginning}: expected an object, got 5`],
    [new InvalidValueError(long, 'a string', 5), `${beginning}: expected a string, got 5`],
    [new InvalidUpdateError(long, 'a row', 5), `update of ${beginning}: expected a row, got 5`],
    [new UnknownTableError(long, 'T'), `${beginning} has no table "T"`],
  ]
  for (const [error, message] of cases) t.equal(error.message, message, error.name)
})

t.test('of several remotes, each is told of', async (t) => {
  const one = new ConnectError('tcp:a:1', new Error('refused'))
  const other = new ConnectError('unix:/b', new Error('no such file'))
  t.equal(ConnectError.ofAll([one]), one)
  const both = ConnectError.ofAll([one, other])
  t.equal(both.message, 'cannot connect to tcp:a:1: refused; to unix:/b: no such file')
  t.equal(both.remote, 'tcp:a:1,unix:/b')
  t.strictSame((both.cause as AggregateError).errors, [one, other])
  t.equal(new NotConnectedError('tcp:a:1,unix:/b', both).message, `not connected to tcp:a:1,unix:/b: ${both.message}`)
})

t.test('values of every kind are shown so that they can be told apart', async (t) => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  const cases: readonly (readonly [unknown, string])[] = [
    [Number.NaN, 'NaN'],
    [null, 'null'],
    [2n ** 63n, '9223372036854775808n'],
    [new Map([['a', 1]]), "Map(1) { 'a' => 1 }"],
    [['set', [1, 2n]], "[ 'set', [ 1, 2n ] ]"],
    ['line\nbreak', "'line\\nbreak'"],
    [cycle, '[ [ [ [ [ [ [Array] ] ] ] ] ] ]'],
  ]
  for (const [value, text] of cases)
    t.equal(new InvalidValueError('T.c', 'x', value).message, `T.c: expected x, got ${text}`)
})

t.test('a long value is cut', async (t) => {
  const { message } = new InvalidValueError('T.c', 'x', new Array(100_000).fill('0123456789'))
  t.ok(message.startsWith("T.c: expected x, got [ '0123456789', ") && message.endsWith('…'), message)
  t.ok(message.length < 120, message)
})

t.test('the message of a cause', async (t) => {
  t.equal(messageOf(new Error('text')), 'text')
  t.equal(messageOf(new TypeError('')), 'TypeError')
  t.equal(messageOf('text'), 'text')
  t.equal(
    messageOf(new AggregateError([new Error('a'), new Error('b')])),
    'a; b',
    'as net.connect fails on "localhost"',
  )
  t.equal(messageOf(new AggregateError([], 'text')), 'text')
})

t.test('a value of a megabyte makes no message of a megabyte', (t) => {
  const long = 'x'.repeat(1_000_000)
  const failing: readonly (() => unknown)[] = [
    ...['', 'tcp:h:', 'ws://u ', 'wss:'].map((kind) => () => parseEndpoint(kind + long)),
    () => parseEndpoint(`tcp:h:${'9'.repeat(1_000_000)}`),
    () => parsePassiveEndpoint(long),
    () => parsePassiveEndpoint(`ptcp:${'9'.repeat(1_000_000)}`),
    () => readCertificate(`/${long}`),
    () => parseUuid(long),
    () => raise(new RemoteError('transact', { error: 'constraint violation', details: long })),
    () => raise(operationError({ error: 'constraint violation', details: long }, 0)),
    () => raise(new UnknownDatabaseError(long, [long, long])),
    () => raise(new UnknownTableError('the schema', long)),
    () => raise(new UnknownColumnError('T', long)),
  ]
  for (const fail of failing) {
    const error = errorOf(fail)
    t.ok(error.message.length < 1500, `${error.name}: ${error.message.length} characters`)
  }
  t.end()
})

function raise(error: Error): never {
  throw error
}

function errorOf(fail: () => unknown): Error {
  try {
    fail()
  } catch (error) {
    return error as Error
  }
  throw new Error('expected an error, got none')
}
