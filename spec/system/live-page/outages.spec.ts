import t from 'tap'
import { accessibilityProblems, browserMissing, openPage, screenshot, startBrowser } from '../../support/browser.js'
import { nameOf, startBusySwitch } from '../../support/busy-switch.js'
import { inspection, inspectPath } from '../../support/contiv.js'
import { eventually } from '../../support/eventually.js'
import { startExporterProcess } from '../../support/exporter.js'
import { freePort } from '../../support/free-port.js'
import { startNetmaster } from '../../support/netmaster-server.js'
import { missing } from '../../support/which.js'

const skip = browserMissing() || missing('ovsdb-server', 'ovsdb-tool')

t.setTimeout(240_000)

t.test('what is wrong is said, with what to do, and nothing is made up', { skip }, async (t) => {
  const { ovsdb, netmaster, count, keepCounting } = await startBusySwitch(t, 10)
  const port = await freePort()
  const args = ['--mode', 'netplugin', '--ovsdb', ovsdb.remote, '--contiv.netmaster', netmaster.url]
  const start = () => startExporterProcess(t, [...args, '--web.listen-address', `127.0.0.1:${port}`])
  // Given twice, the address is listened on twice: the one of the process has a port of its own.
  const url = `http://127.0.0.1:${port}`
  let exporter = await start()
  await exporter.informed()
  keepCounting()
  const browser = await startBrowser(t)
  const { page, problems } = await openPage(browser, url)
  const rates = () => page.locator('.body [data-column="receive"]').allTextContents()
  const unknown = async () => (await rates()).every((text) => text === '–')
  const known = async () => (await rates()).some((text) => /^[1-9].*bit\/s$/.test(text))
  const status = () => page.locator('.status').textContent()
  await page.locator('.body .row').first().waitFor()
  await eventually(known, { deadline: 40_000 })
  await page.locator(`[data-row="${nameOf(9)}"]`).click()
  const gaps = async () => {
    const path = (await page.locator(`[data-row="${nameOf(9)}"] path`).getAttribute('d')) ?? ''
    return path.split('M').length - 1
  }

  t.test('ovsdb-server is killed and comes back', async (t) => {
    await eventually(async () => (await gaps()) === 1)
    await ovsdb.kill()
    const banner = page.locator('[data-banner=ovsdb]')
    await banner.waitFor()
    t.match(await banner.textContent(), `Check on this host that ovsdb-server runs and listens at ${ovsdb.remote}`)
    await eventually(unknown)
    t.equal(await page.locator('.body [data-column=state]').first().textContent(), '', 'how they are is not known')
    t.equal(await page.locator('.body .row').count(), 10, 'the rows are named')
    t.strictSame(await accessibilityProblems(page), [])
    await screenshot(page, 'broken-ovsdb')
    await ovsdb.restart()
    await banner.waitFor({ state: 'detached' })
    await count()
    await eventually(known, { deadline: 60_000 })
    await eventually(async () => (await gaps()) > 1, { deadline: 30_000 })
    t.equal(await page.locator('.legend li').count(), 1, 'what was selected still is')
  })

  t.test('the exporter is killed and comes back', async (t) => {
    const before = await gaps()
    exporter.program.signal('SIGKILL')
    await exporter.program.ended
    await eventually(async () =>
      /Connection lost: the exporter cannot be reached\. Trying again in/.test((await status()) ?? ''),
    )
    await eventually(unknown)
    const style = (where: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${where}')).fontStyle`)
    t.equal(await style('.body .cell.rate'), 'italic', 'what is old looks old')
    t.equal(await style('.head .cell.rate'), 'normal', 'and its header does not')
    await screenshot(page, 'broken-exporter')
    exporter = await start()
    await eventually(async () => /^Live\./.test((await status()) ?? ''), { deadline: 60_000 })
    await eventually(known, { deadline: 60_000 })
    await eventually(async () => (await gaps()) > before, { deadline: 30_000 })
  })

  t.test('Netmaster is away, and an endpoint is not known', async (t) => {
    netmaster.answer(inspectPath('default', 'contivnet'), inspection('default', 'contivnet', []))
    await netmaster.down()
    exporter.program.signal('SIGKILL')
    await exporter.program.ended
    await netmaster.up()
    exporter = await start()
    const unmatched = page.locator('[data-banner=unmatched]')
    await unmatched.waitFor({ timeout: 60_000 })
    t.match(await unmatched.textContent(), /^Warning: 3 interfaces carry the ids of endpoints/)
    await netmaster.down()
    const stale = page.locator('[data-banner=netmaster]')
    await stale.waitFor({ timeout: 60_000 })
    t.match(
      await stale.textContent(),
      /^Warning: Netmaster cannot be asked: .* \(since .*\)What is shown is what it said last\./,
    )
    t.strictSame(await accessibilityProblems(page), [])
    await screenshot(page, 'broken-netmaster')
  })
  t.strictSame(problems(), [])
})

t.test('as many watch as may', { skip }, async (t) => {
  const { ovsdb } = await startBusySwitch(t, 1)
  const exporter = await startExporterProcess(t, ['--ovsdb', ovsdb.remote, '--web.live-viewers', '1'])
  const browser = await startBrowser(t)
  const first = await openPage(browser, exporter.url)
  await first.page.locator('.body .row').first().waitFor()
  await first.page.locator('.body .row').first().click()
  t.ok(await first.page.getByText('No rate is known yet.').isVisible(), 'no axes of what was never counted')
  t.notOk(await first.page.locator('.chart canvas').isVisible())
  const second = await openPage(browser, exporter.url)
  await second.page.getByText('as many watch as may at once (limit 1').waitFor()
  await first.page.close()
  await second.page.locator('.body .row').first().waitFor()
})

t.test('mode netmaster: what tenants hold, until Netmaster is away', { skip }, async (t) => {
  const netmaster = await startNetmaster(t)
  const args = ['--mode', 'netmaster', '--contiv.netmaster', netmaster.url, '--contiv.refresh-interval', '1s']
  const exporter = await startExporterProcess(t, args)
  const browser = await startBrowser(t)
  const { page, problems } = await openPage(browser, exporter.url)
  await page.getByText('3 tenants · 4 networks · 3 groups · 2 policies on groups').waitFor()
  const group = page.getByRole('row', { name: 'frontend' })
  t.match(await group.textContent(), 'frontend2: pol1, pol2gold')
  const aligned = "[...document.querySelectorAll('.tree th, .tree td')].map((cell) => getComputedStyle(cell).textAlign)"
  t.strictSame([...new Set(await page.evaluate<string[]>(aligned))], ['left'], 'headers are above what they head')
  t.strictSame(await accessibilityProblems(page), [])
  await screenshot(page, 'netmaster-light')
  await netmaster.down()
  await page.locator('[data-banner=netmaster]').waitFor()
  await page.getByText('Nothing is known.').waitFor()
  t.strictSame(problems(), [])
})
