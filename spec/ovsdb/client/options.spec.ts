import t from 'tap'
import { DEFAULT_MAX_MESSAGE_BYTES } from '../../../lib/jsonrpc/index.js'
import { DEFAULT_BACKOFF } from '../../../lib/ovsdb/client/backoff.js'
import {
  type ClientOptions,
  DEFAULT_CONNECT_TIMEOUT,
  DEFAULT_INACTIVITY_PROBE,
  DEFAULT_REQUEST_TIMEOUT,
  resolveCallOptions,
  resolveOptions,
} from '../../../lib/ovsdb/client/options.js'

t.test('what is not given has its default', async (t) => {
  t.strictSame(resolveOptions({ database: 'D' }), {
    database: 'D',
    connectTimeout: DEFAULT_CONNECT_TIMEOUT,
    requestTimeout: DEFAULT_REQUEST_TIMEOUT,
    inactivityProbe: DEFAULT_INACTIVITY_PROBE,
    backoff: DEFAULT_BACKOFF,
    maxMessageBytes: DEFAULT_MAX_MESSAGE_BYTES,
    leaderOnly: false,
    hooks: {},
    random: Math.random,
  })
})

t.test('what is given stays, to the limits', async (t) => {
  const limits: readonly ClientOptions[] = [
    {
      database: 'D',
      connectTimeout: 1,
      requestTimeout: 0,
      inactivityProbe: 0,
      backoff: { min: 1, max: 1 },
      maxMessageBytes: 1,
    },
    {
      database: 'D',
      connectTimeout: 2 ** 31 - 1,
      requestTimeout: 2 ** 31 - 1,
      inactivityProbe: 2 ** 31 - 1,
      backoff: { min: 2 ** 31 - 1, max: 2 ** 31 - 1 },
      maxMessageBytes: 2 ** 29 - 24,
    },
  ]
  for (const options of limits)
    t.strictSame(resolveOptions(options), {
      ...options,
      leaderOnly: false,
      hooks: {},
      random: Math.random,
    })
})

t.test('what cannot be names the option, what was expected and what came', async (t) => {
  const cases: readonly (readonly [object, string])[] = [
    [{ database: undefined }, 'database: expected the name of a database, got undefined'],
    [{ database: '' }, `database: expected the name of a database, got ''`],
    [{ connectTimeout: 0 }, 'connectTimeout: expected an integer from 1 to 2147483647, got 0'],
    [{ requestTimeout: -1 }, 'requestTimeout: expected an integer from 0 to 2147483647, got -1'],
    [{ requestTimeout: Number.POSITIVE_INFINITY }, 'requestTimeout: expected an integer from 0 to 2147483647, got Inf'],
    [{ requestTimeout: 2 ** 31 }, 'requestTimeout: expected an integer from 0 to 2147483647, got 2147483648'],
    [{ inactivityProbe: Number.NaN }, 'inactivityProbe: expected an integer from 0 to 2147483647, got NaN'],
    [{ inactivityProbe: 0.5 }, 'inactivityProbe: expected an integer from 0 to 2147483647, got 0.5'],
    [{ backoff: { min: 0, max: 5 } }, 'backoff.min: expected an integer from 1 to 2147483647, got 0'],
    [{ backoff: { min: 5, max: 4 } }, 'backoff.max: expected an integer from 5 to 2147483647, got 4'],
    [{ maxMessageBytes: 0 }, 'maxMessageBytes: expected an integer from 1 to 536870888, got 0'],
    [{ maxMessageBytes: '5' }, "maxMessageBytes: expected an integer from 1 to 536870888, got '5'"],
  ]
  for (const [options, message] of cases) {
    t.throws(() => resolveOptions({ database: 'D', ...options } as ClientOptions), { code: 'INVALID_OPTION', message })
  }
})

t.test("a call's own timeout beats the client's", async (t) => {
  const { signal } = new AbortController()
  t.strictSame(resolveCallOptions({}, 30), { signal: undefined, timeout: 30 })
  t.strictSame(resolveCallOptions({ signal, timeout: 5 }, 30), { signal, timeout: 5 })
  t.strictSame(resolveCallOptions({ timeout: 0 }, 30), { signal: undefined, timeout: 0 })
  for (const timeout of [-5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]) {
    t.throws(() => resolveCallOptions({ timeout }, 30), {
      code: 'INVALID_OPTION',
      message: /^timeout: expected an integer/,
    })
  }
  t.throws(() => resolveCallOptions({ signal: new AbortController() as unknown as AbortSignal }, 30), {
    code: 'INVALID_OPTION',
    message: /^signal: expected an AbortSignal, got /,
  })
})
