import t from 'tap'
import { accessibilityProblems, browserMissing, openPage, startBrowser } from '../../support/browser.js'
import { inspection, inspectPath } from '../../support/contiv.js'
import { eventually } from '../../support/eventually.js'
import { startExporterProcess } from '../../support/exporter.js'
import { watchFeed } from '../../support/live-feed.js'
import { startNetmaster } from '../../support/netmaster-server.js'
import { startOvsdbServer } from '../../support/ovsdb-server.js'
import { addBridge, addPort } from '../../support/switch-operations.js'
import { basic, SECRET_HASH, writeWebConfig } from '../../support/web-config.js'
import { missing } from '../../support/which.js'

const noSwitch = missing('ovsdb-server', 'ovsdb-tool')
const skip = browserMissing() || noSwitch

t.setTimeout(180_000)

t.test('the page and its WebSocket are for users only', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  await ovsdb.transact([{ op: 'insert', table: 'Open_vSwitch', row: {} }])
  await ovsdb.transact(addBridge('br0'))
  await ovsdb.transact(addPort({ bridge: 'br0', name: 'eth0' }))
  const { path } = writeWebConfig(t, { basic_auth_users: { alice: SECRET_HASH } })
  const { url } = await startExporterProcess(t, ['--ovsdb', ovsdb.remote, '--web.config.file', path])
  await t.rejects(watchFeed(t, url), /401/)
  await t.rejects(watchFeed(t, url, { headers: { Authorization: basic('alice', 'other') } }), /401/)
  const { find } = await watchFeed(t, url, { headers: { Authorization: basic('alice', 'secret') } })
  t.ok(await find((message) => message.type === 'switch'))
  t.equal((await fetch(url)).status, 401)

  const browser = await startBrowser(t)
  const httpCredentials = { username: 'alice', password: 'secret' }
  const { page, problems } = await openPage(browser, url, { httpCredentials })
  await page.locator('[data-row=eth0]').waitFor()
  t.strictSame(problems(), [])
})

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>&lt;'

t.test('a name is text, whatever it says', { skip }, async (t) => {
  const ovsdb = await startOvsdbServer(t)
  await ovsdb.transact([{ op: 'insert', table: 'Open_vSwitch', row: {} }])
  await ovsdb.transact(addBridge('br0'))
  const externalIds = [['endpoint-id', 'web.blue-a']] as const
  await ovsdb.transact(addPort({ bridge: 'br0', name: `if ${MARKUP}`, externalIds }))
  const error = { op: 'update', table: 'Interface', where: [], row: { error: MARKUP } }
  await ovsdb.transact([error])
  const netmaster = await startNetmaster(t)
  const endpoint = { id: 'a', container: `c ${MARKUP}`, host: MARKUP, group: `g ${MARKUP}` }
  netmaster.answer(inspectPath('blue', 'web'), inspection('blue', 'web', [endpoint]))
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.netmaster', netmaster.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()
  const browser = await startBrowser(t)
  const { page, problems } = await openPage(browser, exporter.url)
  const row = page.locator('.body .row')
  await eventually(async () => (await row.locator('[data-column=container]').textContent()) === `c ${MARKUP}`)
  t.equal(await row.locator('[data-column=interface]').textContent(), `if ${MARKUP}`)
  t.equal(await row.locator('[data-column=group]').textContent(), `g ${MARKUP}`)
  await row.click()
  t.equal(await page.locator('.legend .name').textContent(), `c ${MARKUP} (if ${MARKUP})`)
  await page.locator('.totals summary').click()
  t.equal(await page.locator('img, main script').count(), 0)
  t.equal(await page.title(), `${new URL(exporter.url).host} – ovsdb-exporter`)
  t.strictSame(await accessibilityProblems(page), [])
  t.strictSame(problems(), [])
})

t.test('turned off, the page is where to go from here, and there is no WebSocket', { skip: noSwitch }, async (t) => {
  const { url } = await startExporterProcess(t, ['--ovsdb', 'tcp:127.0.0.1:1', '--web.live-page', 'off'])
  t.match(await (await fetch(url)).text(), 'href="/healthz"')
  await t.rejects(watchFeed(t, url), /404/)
})
