import t from 'tap'
import {
  ContivError,
  HttpStatusError,
  LeaderNotFoundError,
  PayloadError,
  ResponseTooLargeError,
  StoreUrlError,
  UnreachableError,
} from '../../lib/contiv/errors.js'

t.test('every error has its name, a stable code and its cause', async (t) => {
  const cause = new Error('below')
  const table: readonly [ContivError, string, string][] = [
    [new StoreUrlError('text'), 'StoreUrlError', 'STORE_URL'],
    [new LeaderNotFoundError('text'), 'LeaderNotFoundError', 'LEADER_NOT_FOUND'],
    [new UnreachableError('text', { cause }), 'UnreachableError', 'UNREACHABLE'],
    [new HttpStatusError('GET /', 500, 'text'), 'HttpStatusError', 'HTTP_STATUS'],
    [new PayloadError('text', { cause }), 'PayloadError', 'BAD_PAYLOAD'],
    [new ResponseTooLargeError('GET /', 10), 'ResponseTooLargeError', 'RESPONSE_TOO_LARGE'],
  ]
  for (const [error, name, code] of table) {
    t.ok(error instanceof ContivError)
    t.match(error, { name, code })
  }
  t.equal(new UnreachableError('text', { cause }).cause, cause)
})

t.test('the status error says what came, and no more than that', async (t) => {
  t.equal(new HttpStatusError('GET /x', 500, 'no').message, 'GET /x: expected status 200, got 500: no')
  t.equal(new HttpStatusError('GET /x', 204, '').message, 'GET /x: expected status 200, got 204')
})
