import t from 'tap'
import * as errors from '../../lib/jsonrpc/errors.js'

const {
  InvalidOptionError,
  InvalidRequestError,
  JsonRpcError,
  MessageTooLargeError,
  ProtocolError,
  ReceiveBufferFullError,
  RemoteError,
  RequestTimeoutError,
  SessionClosedError,
  TlsError,
  WebSocketError,
} = errors

t.test('every error has a name, a code to switch on, and says what was expected and what came', async (t) => {
  const cause = new Error('below')
  const cases = [
    [new JsonRpcError('CODE', 'text', { cause }), 'JsonRpcError', 'CODE', 'text'],
    [new ProtocolError('expected a, got b', { cause }), 'ProtocolError', 'PROTOCOL', 'expected a, got b'],
    [new TlsError('no TLS', { cause }), 'TlsError', 'TLS', 'no TLS'],
    [new WebSocketError('no', { cause }), 'WebSocketError', 'WEB_SOCKET', 'no'],
    [
      new ReceiveBufferFullError(7),
      'ReceiveBufferFullError',
      'RECEIVE_BUFFER_FULL',
      'expected at most 7 bytes while paused, got more',
    ],
    [
      new InvalidOptionError('tls.privateKey', 'expected a, got b', { cause }),
      'InvalidOptionError',
      'INVALID_OPTION',
      'tls.privateKey: expected a, got b',
    ],
    [
      new InvalidRequestError('monitor', 'expected a, got b', { cause }),
      'InvalidRequestError',
      'INVALID_REQUEST',
      '"monitor" was not sent: expected a, got b',
    ],
    [
      new MessageTooLargeError(7),
      'MessageTooLargeError',
      'MESSAGE_TOO_LARGE',
      'expected a message of at most 7 bytes, got more without its closing bracket',
    ],
    [new SessionClosedError('ended', { cause }), 'SessionClosedError', 'SESSION_CLOSED', 'ended'],
    [
      new RequestTimeoutError('echo', 50),
      'RequestTimeoutError',
      'REQUEST_TIMEOUT',
      'expected a reply to "echo" within 50 ms, got none',
    ],
    [new RemoteError('m', 'unknown method'), 'RemoteError', 'REMOTE', '"m" was refused: unknown method'],
  ] as const
  for (const [error, name, code, message] of cases) {
    t.type(error, Error)
    t.type(error, JsonRpcError)
    t.match(error, { name, code, message })
    t.match(String(error), `${name}: ${message}`)
  }
  for (const [error] of cases.slice(0, 4)) t.equal((error as Error).cause, cause)
  t.equal(Object.keys(errors).length, cases.length, 'all of them')
})

t.test('a refusal is kept as it came, and told whatever it is', async (t) => {
  const cases = [
    [{ error: 'unknown database', details: 'no x' }, 'unknown database: no x'],
    [{ error: 'syntax error', details: 'no lock', syntax: '["l"]' }, 'syntax error: no lock'],
    [{ error: 'not allowed' }, 'not allowed'],
    [{ details: 'no x' }, '{"details":"no x"}'],
    [null, 'null'],
    [{ error: 'e', limit: 2n ** 63n }, '{"error":"e","limit":9223372036854775808}'],
    [2n ** 63n, '9223372036854775808'],
    ['text', 'text'],
    [false, 'false'],
    [['a'], '["a"]'],
  ] as const
  for (const [error, text] of cases) {
    t.match(new RemoteError('m', error), { method: 'm', error, message: `"m" was refused: ${text}` })
  }
})
