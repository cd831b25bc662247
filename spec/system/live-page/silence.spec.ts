import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { accessibilityProblems, browserMissing, openPage, startBrowser } from '../../support/browser.js'
import { nameOf, startBusySwitch } from '../../support/busy-switch.js'
import { eventually } from '../../support/eventually.js'
import { startExporterProcess } from '../../support/exporter.js'
import { missing } from '../../support/which.js'

const skip = browserMissing() || missing('ovsdb-server', 'ovsdb-tool')

t.test('a switch that falls silent has no rates, and the curves have a gap', { skip }, async (t) => {
  const { ovsdb, count } = await startBusySwitch(t, 3)
  const exporter = await startExporterProcess(t, ['--ovsdb', ovsdb.remote])
  const browser = await startBrowser(t)
  const { page, problems } = await openPage(browser, exporter.url)
  const row = page.locator(`[data-row="${nameOf(2)}"]`)
  const rates = () => page.locator('.body [data-column="receive"]').allTextContents()
  const known = async () => (await rates()).some((text) => /^[1-9].*bit\/s$/.test(text))
  const curves = async () => ((await row.locator('path').getAttribute('d')) ?? '').split('M').length - 1
  const countTwice = async () => {
    await count()
    await delay(4500)
    await count()
    await eventually(known)
  }
  await row.waitFor()
  await countTwice()
  t.equal(await curves(), 1)
  const banner = page.locator('[data-banner=silence]')
  await banner.waitFor()
  t.match(
    await banner.textContent(),
    /^Warning: The switch has written no statistics \(since .*\)Either nothing moves .*\(ovs-appctl version\)/,
  )
  await eventually(async () => (await rates()).every((text) => text === '–'))
  t.strictSame(await accessibilityProblems(page), [])
  await countTwice()
  t.equal(await banner.count(), 0)
  t.equal(await curves(), 2)
  t.strictSame(problems(), [])
})
