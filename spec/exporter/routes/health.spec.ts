import Koa from 'koa'
import t, { type Test } from 'tap'
import { healthRoute, readyRoute } from '../../../lib/exporter/routes/health.js'
import { serve } from '../../support/koa-server.js'

async function answer(t: Test, middleware: Koa.Middleware) {
  const response = await fetch(await serve(t, new Koa().use(middleware)))
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

const TYPE = 'text/plain; charset=utf-8'

t.test('health: the process answers', async (t) => {
  t.strictSame(await answer(t, healthRoute()), { status: 200, type: TYPE, body: 'ok\n' })
})

t.test('ready when nobody has a problem', async (t) => {
  t.strictSame(await answer(t, readyRoute([])), { status: 200, type: TYPE, body: 'ready\n' })
  const fine = () => undefined
  t.strictSame(await answer(t, readyRoute([fine, fine])), { status: 200, type: TYPE, body: 'ready\n' })
})

t.test('not ready, and a line for each problem', async (t) => {
  const checks = [() => 'ovsdb: refused', () => undefined, () => 'netmaster: not asked yet']
  t.strictSame(await answer(t, readyRoute(checks)), {
    status: 503,
    type: TYPE,
    body: 'ovsdb: refused\nnetmaster: not asked yet\n',
  })
})

t.test('a problem is one line, whatever it says, and never a page', async (t) => {
  const { body, type } = await answer(t, readyRoute([() => '<b>\nnetmaster: ok']))
  t.strictSame({ body, type }, { body: '<b>\\u000anetmaster: ok\n', type: TYPE })
})

t.test('is asked anew each time', async (t) => {
  let problem: string | undefined = 'ovsdb: connecting'
  const url = await serve(t, new Koa().use(readyRoute([() => problem])))
  t.equal((await fetch(url)).status, 503)
  problem = undefined
  t.equal((await fetch(url)).status, 200)
})
