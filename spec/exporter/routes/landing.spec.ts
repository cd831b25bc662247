import Koa from 'koa'
import t from 'tap'
import { landingRoute } from '../../../lib/exporter/routes/landing.js'
import { serve } from '../../support/koa-server.js'

t.test('says what this is, and where to go', async (t) => {
  const info = { version: '1.2.3', mode: 'netplugin', telemetryPath: '/some/metrics' }
  const response = await fetch(await serve(t, new Koa().use(landingRoute(info))))
  t.equal(response.status, 200)
  t.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
  t.equal(response.headers.get('content-security-policy'), "default-src 'none'")
  const page = await response.text()
  t.match(page, 'Version 1.2.3, mode netplugin.')
  t.strictSame(
    [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    ['/some/metrics', '/healthz', '/readyz'],
  )
})

t.test('text is text', async (t) => {
  const info = { version: '<b>&', mode: '"\'', telemetryPath: '/"><script>alert(1)</script>' }
  const page = await (await fetch(await serve(t, new Koa().use(landingRoute(info))))).text()
  t.notMatch(page, /<b>|<script|mode "/)
  t.match(page, 'Version &#60;b&#62;&#38;, mode &#34;&#39;.')
  t.match(page, 'href="/&#34;&#62;&#60;script&#62;')
})
