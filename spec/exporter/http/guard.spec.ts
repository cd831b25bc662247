import Koa from 'koa'
import t, { type Test } from 'tap'
import { type GuardConfig, guard } from '../../../lib/exporter/http/guard.js'
import { TooBusyError } from '../../../lib/exporter/http/password-check.js'
import { serve } from '../../support/koa-server.js'
import { basic } from '../../support/web-config.js'

const OPEN: GuardConfig = { headers: {}, users: new Map(), rateLimit: undefined }
const CLOSED: GuardConfig = { ...OPEN, users: new Map([['alice', 'hash']]) }

async function scene(
  t: Test,
  config: GuardConfig,
  admits = async (header: string) => header === basic('alice', 'secret'),
) {
  const state = { config, behind: 0 }
  const app = new Koa()
  app.use(guard(() => state.config, { admits: (_, header) => admits(header) }))
  app.use((ctx) => {
    state.behind++
    ctx.body = 'behind'
  })
  app.on('error', () => {})
  const url = await serve(t, app)
  const ask = async (authorization?: string) => {
    const response = await fetch(url, { headers: authorization === undefined ? {} : { authorization } })
    return { status: response.status, headers: response.headers, body: await response.text() }
  }
  return { ask, state }
}

t.test('without users everybody comes through', async (t) => {
  const { ask } = await scene(t, OPEN, async () => t.fail('was asked') as never)
  t.match(await ask(), { status: 200, body: 'behind' })
  t.match(await ask('Basic x'), { status: 200, body: 'behind' })
})

t.test('with users, those with a password', async (t) => {
  const { ask, state } = await scene(t, CLOSED)
  for (const authorization of [undefined, basic('alice', 'wrong')]) {
    const { status, headers, body } = await ask(authorization)
    t.strictSame([status, body], [401, 'Unauthorized\n'])
    t.equal(headers.get('www-authenticate'), 'Basic realm="ovsdb-exporter", charset="UTF-8"')
  }
  t.equal(state.behind, 0)
  const { status, headers } = await ask(basic('alice', 'secret'))
  t.strictSame([status, headers.get('www-authenticate')], [200, null])
  t.equal(state.behind, 1)
})

t.test('headers, on every answer', async (t) => {
  const headers = { 'X-Frame-Options': 'deny', 'X-XSS-Protection': undefined }
  const { ask } = await scene(t, { ...CLOSED, headers })
  for (const authorization of [undefined, basic('alice', 'secret')]) {
    const answer = await ask(authorization)
    t.strictSame([answer.headers.get('x-frame-options'), answer.headers.get('x-xss-protection')], ['deny', null])
  }
})

t.test('too many requests, before anybody is asked for a password', async (t) => {
  const rateLimit = { interval: 1_000_000, burst: 2 }
  const { ask, state } = await scene(t, { ...CLOSED, rateLimit })
  await ask()
  await ask()
  const { status, body, headers } = await ask(basic('alice', 'secret'))
  t.strictSame([status, body, headers.get('www-authenticate')], [429, 'Too many requests\n', null])
  t.equal(state.behind, 0)
  state.config = { ...CLOSED, rateLimit: { ...rateLimit } }
  t.equal((await ask(basic('alice', 'secret'))).status, 200, 'a changed limit begins anew')
  state.config = CLOSED
  for (let i = 0; i < 3; i++) t.equal((await ask(basic('alice', 'secret'))).status, 200, 'and none is none')
})

t.test('too many passwords to compare', async (t) => {
  const { ask } = await scene(t, CLOSED, async () => {
    throw new TooBusyError()
  })
  t.equal((await ask(basic('alice', 'secret'))).status, 429)
})

t.test('a bug lets nobody in', async (t) => {
  const { ask, state } = await scene(t, CLOSED, async () => {
    throw new Error('bug')
  })
  t.equal((await ask(basic('alice', 'secret'))).status, 500)
  t.equal(state.behind, 0)
})
