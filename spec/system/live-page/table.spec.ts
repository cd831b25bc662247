import type { Locator, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import {
  accessibilityProblems,
  browserMissing,
  drawn,
  openPage,
  SCREENSHOTS_WANTED,
  screenshot,
  startBrowser,
} from '../../support/browser.js'
import { nameOf, startBusySwitch } from '../../support/busy-switch.js'
import { eventually } from '../../support/eventually.js'
import { startExporterProcess } from '../../support/exporter.js'
import { missing } from '../../support/which.js'

const skip = browserMissing() || missing('ovsdb-server', 'ovsdb-tool')

t.setTimeout(600_000)

async function scene(t: Test, size: number) {
  const busy = await startBusySwitch(t, size)
  const args = ['--mode', 'netplugin', '--ovsdb', busy.ovsdb.remote, '--contiv.netmaster', busy.netmaster.url]
  const exporter = await startExporterProcess(t, args)
  await exporter.informed()
  return { ...busy, exporter, browser: await startBrowser(t) }
}

/** The names of the rows in sight, from the top. */
function namesIn(page: Page): Promise<readonly string[]> {
  return page
    .locator('.body .row')
    .evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) => row.getAttribute('data-row') ?? ''),
    )
}

const rateIn = (page: Page, name: string) => page.locator(`[data-row="${name}"] [data-column="receive"]`)

/** Resolves when the page shows rates. */
async function counting(page: Page): Promise<void> {
  await page.locator('.body .row').first().waitFor()
  await eventually(
    async () => /bit\/s/.test((await page.locator('.body [data-column="receive"]').nth(2).textContent()) ?? ''),
    {
      deadline: 40_000,
    },
  )
}

/** Resolves when there are curves to see; for a picture, long ones. */
async function aged(page: Page): Promise<void> {
  const points = async () => ((await page.locator('.body path').nth(3).getAttribute('d')) ?? '').split('L').length
  await eventually(async () => (await points()) > (SCREENSHOTS_WANTED ? 24 : 2), { deadline: 180_000 })
}

t.test('ten endpoints', { skip }, async (t) => {
  const { exporter, browser, keepCounting } = await scene(t, 10)
  keepCounting()
  const { page, problems } = await openPage(browser, exporter.url, { colorScheme: 'light' })
  await counting(page)

  t.test('what matters comes first; a header sorts, twice the other way round', async (t) => {
    t.equal((await namesIn(page))[0], nameOf(1), 'the one that is down')
    t.match(await page.locator(`[data-row="${nameOf(1)}"] [data-column="state"]`).textContent(), 'down')
    const header = page.locator('.head [data-column="interface"]')
    await header.getByRole('button').click()
    const inOrder = Array.from({ length: 10 }, (_, index) => nameOf(index))
    t.strictSame(await namesIn(page), inOrder)
    t.equal(await header.getAttribute('aria-sort'), 'ascending')
    await header.getByRole('button').click()
    t.strictSame(await namesIn(page), inOrder.toReversed())
    t.equal(await header.getAttribute('aria-sort'), 'descending')
    await page.getByRole('button', { name: 'What matters first' }).click()
    t.equal((await namesIn(page))[0], nameOf(1))
  })

  t.test('by keyboard: sort', async (t) => {
    const focused = () => page.evaluate<string>('document.activeElement.textContent')
    await page.getByRole('grid').focus()
    await page.keyboard.press('Tab')
    t.equal(await focused(), 'Interface')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    t.equal(await focused(), 'Drops')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    t.equal((await namesIn(page))[0], nameOf(0))
    await page.keyboard.press('ArrowRight')
    t.equal(await page.locator('.head button[tabindex="0"]').textContent(), 'Container', 'one stop of the tab key')
    await page.getByRole('button', { name: 'What matters first' }).click()
  })

  t.test('by keyboard: filter, move, select; the chart moves on', async (t) => {
    await page.keyboard.press('/')
    await page.keyboard.type('tenant:blue backend')
    t.strictSame([...(await namesIn(page))].sort(), [nameOf(1), nameOf(4), nameOf(7)])
    t.equal(await page.locator('#count').textContent(), '3 of 10 rows')
    t.equal(await page.locator('.troubles').textContent(), '1 down', 'of all rows')
    await page.keyboard.type('x')
    t.equal(await page.locator('#count').textContent(), 'None of 10 rows matches')
    await page.keyboard.press('Escape')
    t.equal((await namesIn(page)).length, 10)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    const active = await page.locator('[role=grid]').getAttribute('aria-activedescendant')
    t.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true')
    await page.locator('.legend li').nth(1).waitFor()
    t.equal(await page.locator('.body [aria-selected=true]').count(), 2)
    const picture = () => page.locator('.chart canvas').evaluate((canvas) => canvas.toDataURL() as string)
    const before = await eventually(picture)
    await eventually(async () => (await picture()) !== before, { deadline: 30_000 })
    t.match(
      await page.locator('.chart [role=img]').getAttribute('aria-label'),
      /^Bit rate over the last minutes\. .*bit\/s/,
    )
    await page.getByLabel('Show').selectOption('packets')
    t.match(await page.locator('.legend .values').first().textContent(), /^receive .* \/s, transmit/)
    await page.getByLabel('Show').selectOption('drops')
    t.notOk(await page.getByText('dashed: transmit').isVisible(), 'a line for both')
    await page.getByLabel('Show').selectOption('bits')
    t.ok(await page.getByText('dashed: transmit').isVisible())
  })

  t.test('totals', async (t) => {
    await page.getByText('Totals', { exact: true }).first().click()
    await page.locator('.totals tbody tr th').first().waitFor()
    const rows = await page.locator('.totals tbody tr th').allTextContents()
    t.strictSame(rows.slice(0, 3), ['tenant blue', 'network blue / db', 'group blue / db / backend'])
    await page.getByText('Totals', { exact: true }).first().click()
  })

  t.test('light, dark and narrow, readable by all', async (t) => {
    await aged(page)
    t.strictSame(await accessibilityProblems(page), [], 'light')
    await screenshot(page, 'ten-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    t.strictSame(await accessibilityProblems(page), [], 'dark')
    await screenshot(page, 'ten-dark')
    await page.setViewportSize({ width: 390, height: 844 })
    t.strictSame(await accessibilityProblems(page), [], 'narrow')
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    t.equal(width, 390, 'nothing is beyond the edge')
    await screenshot(page, 'ten-narrow-dark')
    await page.getByLabel('Sort by').selectOption('Transmit')
    t.equal((await namesIn(page))[0], nameOf(9))
    await page.getByLabel('Sort by').selectOption('What matters first')
    t.equal((await namesIn(page))[0], nameOf(1))
  })
  t.strictSame(problems(), [])
})

/** Scrolls by the wheel through the whole table; the work that kept the page from a frame is listed. */
async function scrollThrough(page: Page, grid: Locator): Promise<readonly number[]> {
  await page.evaluate(`longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration))
    }).observe({ type: 'longtask' })`)
  await grid.hover()
  const top = () => grid.evaluate((element) => element.scrollTop)
  for (let before = -1; before !== (await top()); ) {
    before = await top()
    await page.mouse.wheel(0, 2500)
    await drawn(page)
  }
  return page.evaluate<readonly number[]>('longTasks')
}

t.test('two thousand endpoints', { skip }, async (t) => {
  const { exporter, browser, keepCounting } = await scene(t, 2000)
  keepCounting()
  const { page, problems } = await openPage(browser, exporter.url)
  await counting(page)
  t.equal(await page.locator('#count').textContent(), '2000 rows')
  const grid = page.getByRole('grid')
  t.equal(await grid.getAttribute('aria-rowcount'), '2001')
  t.ok((await page.locator('.body .row').count()) < 60, 'only those in sight are drawn')
  for (const name of (await namesIn(page)).slice(1, 4)) await page.locator(`[data-row="${name}"]`).click()
  await aged(page)
  await screenshot(page, 'two-thousand-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await screenshot(page, 'two-thousand-dark')

  await page.locator('.head [data-column="interface"]').getByRole('button').click()
  const longTasks = await scrollThrough(page, grid)
  t.comment(`tasks longer than 50 ms while scrolling, in ms: ${longTasks.join(', ') || 'none'}`)
  const names = await namesIn(page)
  t.equal(names.at(-1), nameOf(1999), 'at the end')
  t.ok(names.length < 60)
  await grid.focus()
  await page.keyboard.press('Home')
  await eventually(async () => (await namesIn(page))[0] === nameOf(0))

  await page.keyboard.press('/')
  await page.keyboard.type('vvport1999')
  await eventually(async () => (await page.locator('#count').textContent()) === '1 of 2000 rows')
  t.match(await rateIn(page, nameOf(1998)).textContent(), /bit\/s$/)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.keyboard.press('Escape')
  await screenshot(page, 'two-thousand-narrow-dark')
  t.strictSame(problems(), [])
})
