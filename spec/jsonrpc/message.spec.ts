import { deepStrictEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { ProtocolError } from '../../lib/jsonrpc/errors.js'
import { parseJson, stringifyJson } from '../../lib/jsonrpc/json.js'
import { encodeError, encodeNotification, encodeRequest, encodeSuccess } from '../../lib/jsonrpc/message.js'
import { decodeText } from '../support/decode-text.js'
import { jsonValue } from '../support/json-arbitrary.js'

t.test('what a peer may say', async (t) => {
  const cases: Readonly<Record<string, object>> = {
    '{"id":1,"method":"m","params":[]}': { kind: 'request', id: 1, method: 'm', params: [] },
    '{"id":0,"method":"m","params":[1]}': { kind: 'request', id: 0, method: 'm', params: [1] },
    '{"method":"echo","id":"echo","params":[]}': { kind: 'request', id: 'echo', method: 'echo', params: [] },
    '{"id":null,"method":"update","params":[null,{}]}': { kind: 'notification', method: 'update', params: [null, {}] },
    '{"method":"update","params":[]}': { kind: 'notification', method: 'update', params: [] },
    '{"id":1,"result":{"a":1},"error":null}': { kind: 'success', id: 1, result: { a: 1 } },
    '{"id":1,"result":[]}': { kind: 'success', id: 1, result: [] },
    '{"id":1,"result":null,"error":null}': { kind: 'success', id: 1, result: null },
    '{"id":1,"result":null}': { kind: 'success', id: 1, result: null },
    '{"id":1,"result":false}': { kind: 'success', id: 1, result: false },
    '{"id":"a","result":0}': { kind: 'success', id: 'a', result: 0 },
    '{"id":1,"error":"unknown method"}': { kind: 'error', id: 1, error: 'unknown method' },
    '{"id":1,"result":null,"error":"canceled"}': { kind: 'error', id: 1, error: 'canceled' },
    '{"id":1,"error":{"error":"unknown database","details":"d"}}': {
      ...{ kind: 'error', id: 1, error: { error: 'unknown database', details: 'd' } },
    },
    '{"id":1,"error":{"code":-1,"message":"m"}}': { kind: 'error', id: 1, error: { code: -1, message: 'm' } },
    '{"id":1,"result":{},"error":"both"}': { kind: 'error', id: 1, error: 'both' },
    '{"id":1,"error":""}': { kind: 'error', id: 1, error: '' },
    '{"id":1,"error":0}': { kind: 'error', id: 1, error: 0 },
    '{"id":1,"error":false}': { kind: 'error', id: 1, error: false },
    '{"id":1,"error":[1]}': { kind: 'error', id: 1, error: [1] },
    '{"id":1,"result":{},"extra":1}': { kind: 'success', id: 1, result: {} },
  }
  for (const [text, message] of Object.entries(cases)) t.strictSame(decodeText(text), message, encodeURI(text))
})

t.test('the id of a request may be any JSON value but null (RFC 7047 section 4.1)', async () => {
  const ids = jsonValue.filter(({ value }) => value !== null)
  fc.assert(
    fc.property(ids, ({ text, value }) => {
      const request = decodeText(`{"id":${text},"method":"echo","params":[]}`)
      deepStrictEqual(request, { kind: 'request', id: value, method: 'echo', params: [] })
      equal(encodeSuccess(value, []), `{"id":${stringifyJson(value)},"result":[],"error":null}`)
    }),
  )
})

t.test('wide integers arrive in every member', async () => {
  fc.assert(
    fc.property(jsonValue, jsonValue, ({ text, value }, other) => {
      const params = `[${text},${other.text}]`
      const expected = [value, other.value]
      deepStrictEqual(decodeText(`{"id":1,"method":"m","params":${params}}`), {
        kind: 'request',
        id: 1,
        method: 'm',
        params: expected,
      })
      deepStrictEqual(decodeText(`{"id":null,"method":"m","params":${params}}`), {
        kind: 'notification',
        method: 'm',
        params: expected,
      })
      deepStrictEqual(decodeText(`{"id":1,"result":${params}}`), { kind: 'success', id: 1, result: expected })
      deepStrictEqual(decodeText(`{"id":1,"error":${params}}`), { kind: 'error', id: 1, error: expected })
    }),
  )
})

t.test('what no JSON-RPC 1.0 peer says', async (t) => {
  const texts = [
    'null',
    '1',
    '"{}"',
    '[]',
    '[{"id":1,"result":1}]',
    '{}',
    '{"id":1}',
    '{"id":1,"error":null}',
    '{"id":null,"result":1}',
    '{"id":null,"error":"e"}',
    '{"result":1}',
    '{"error":"e"}',
    '{"id":1,"method":"m"}',
    '{"id":1,"method":"m","params":{}}',
    '{"id":1,"method":"m","params":null}',
    '{"id":null,"method":"m"}',
    '{"id":null,"method":"m","params":{}}',
    '{"id":1,"method":1,"params":[]}',
    '{"id":1,"method":null,"params":[]}',
    '{"id":1,"method":"","params":[]}',
    '{"id":{},"result":1}',
    '{"id":1.5,"result":1}',
    '{"jsonrpc":"2.0","id":1,"result":1}',
    '{"jsonrpc":"2.0","id":1,"method":"m","params":[]}',
  ]
  for (const text of texts) {
    t.throws(() => decodeText(text), { name: 'ProtocolError', message: `reply, got ${text}` }, encodeURI(text))
  }
})

t.test('what is no JSON, with the reason and an excerpt of a long text', async (t) => {
  t.throws(() => decodeText('{]'), { name: 'ProtocolError', message: 'expected JSON, got {]', cause: SyntaxError })
  const long = `{"a":"${'x'.repeat(1000)}"]`
  t.throws(
    () => decodeText(long, false),
    new ProtocolError(`expected JSON, got ${long.slice(0, 120)}… (1008 characters)`),
  )
})

t.test('members named like those of every object do no harm', async (t) => {
  const text = '{"id":1,"result":{"__proto__":{"a":1},"constructor":2},"__proto__":{"jsonrpc":"2.0","method":"m"}}'
  const message = decodeText(text)
  t.match(message, { kind: 'success', id: 1 })
  const { result } = message as { result: object }
  t.strictSame(Object.keys(result), ['__proto__', 'constructor'])
  t.equal(Object.getPrototypeOf(result), Object.prototype)
  t.notOk('a' in {})
})

t.test('what is sent: 1.0, so params always, jsonrpc never', async (t) => {
  t.equal(
    encodeRequest(1, 'transact', ['db', { op: 'select' }]),
    '{"id":1,"method":"transact","params":["db",{"op":"select"}]}',
  )
  t.equal(encodeRequest('a', 'list_dbs', []), '{"id":"a","method":"list_dbs","params":[]}')
  t.equal(encodeNotification('cancel', [1]), '{"id":null,"method":"cancel","params":[1]}')
  t.equal(encodeNotification('locked', []), '{"id":null,"method":"locked","params":[]}')
  for (const params of [null, undefined, { a: 1 }, ['\u0000'], ['\ud83d'], [{ '\ude00': 1 }]]) {
    t.throws(() => encodeRequest(1, 'm', params as unknown[]), { name: 'InvalidRequestError' })
    t.throws(() => encodeNotification('m', params as unknown[]), { name: 'InvalidRequestError' })
  }
  t.equal(encodeSuccess('echo', []), '{"id":"echo","result":[],"error":null}')
  t.equal(encodeSuccess(1, null), '{"id":1,"result":null,"error":null}')
  t.equal(encodeError(1, 'unknown method'), '{"id":1,"result":null,"error":"unknown method"}')
  t.equal(encodeError(1, { error: 'e', details: 'd' }), '{"id":1,"result":null,"error":{"error":"e","details":"d"}}')
  t.equal(encodeError(1, false), '{"id":1,"result":null,"error":false}')
})

t.test('a bigint is sent as an integer, in every member', async (t) => {
  const wide = -(2n ** 63n)
  t.equal(encodeRequest(1, 'm', [{ a: [wide] }]), `{"id":1,"method":"m","params":[{"a":[${wide}]}]}`)
  t.equal(encodeNotification('m', [wide]), `{"id":null,"method":"m","params":[${wide}]}`)
  t.equal(encodeSuccess(wide, [wide]), `{"id":${wide},"result":[${wide}],"error":null}`)
  t.equal(encodeError(wide, wide), `{"id":${wide},"result":null,"error":${wide}}`)
})

t.test('an error is never sent as null: the peer would take it for a success', async (t) => {
  for (const nothing of [null, undefined]) {
    t.match(decodeText(encodeError(1, nothing)), { kind: 'error', id: 1, error: String })
  }
})

t.test('what is sent is understood by the other side', async () => {
  // Through its own text, because a real beyond 2^53 is written like an integer.
  const sent = jsonValue
    .map(({ value }) => stringifyJson(value))
    .filter((text) => !/e-3\d\d/.test(text))
    .map((text) => parseJson(text))
  fc.assert(
    fc.property(sent, fc.string({ minLength: 1 }), (value, method) => {
      const params = [value]
      deepStrictEqual(decodeText(encodeRequest(7, method, params)), { kind: 'request', id: 7, method, params })
      deepStrictEqual(decodeText(encodeNotification(method, params)), { kind: 'notification', method, params })
      deepStrictEqual(decodeText(encodeSuccess(7, value)), { kind: 'success', id: 7, result: value })
    }),
  )
})

t.test('parameters that cannot be JSON', async (t) => {
  const circular: unknown[] = []
  circular.push(circular)
  for (const encode of [() => encodeRequest(1, 'm', [circular]), () => encodeNotification('m', [circular])]) {
    t.throws(encode, { code: 'INVALID_REQUEST', message: /^"m" was not sent: /, cause: TypeError })
  }
})
