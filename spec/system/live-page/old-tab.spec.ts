import t from 'tap'
import { COUNTERS, type Message } from '../../../lib/page/protocol.js'
import { browserMissing, drawn, openPage, startBrowser } from '../../support/browser.js'
import { startExporterProcess } from '../../support/exporter.js'
import { pageRow, pageSnapshot } from '../../support/live-messages.js'

const skip = browserMissing()

t.setTimeout(240_000)

const ROWS = 40
const UPDATES_PER_HOUR = 720
const HOURS = 30

/** What a statistics update tells; interfaces come and go as containers do: one every minute. */
function updateOf(sequence: number): Message {
  const first = Math.floor(sequence / 12)
  const ids = Array.from({ length: ROWS }, (_, index) => `vvport${first + index}`)
  const moved = sequence % 12 === 0
  return {
    type: 'update',
    sequence,
    time: sequence * 5000,
    ...(moved ? { rows: [pageRow(`vvport${first + ROWS - 1}`)], gone: [`vvport${first - 1}`] } : {}),
    samples: ids.map((id, index) => {
      const values = COUNTERS.map((_, counter) => ((sequence * 7919 + index * 104_729 + counter) % 1000) * 1000)
      return [id, values, values]
    }),
  }
}

t.test('a tab that was open for thirty hours holds no more than one that was for five', { skip }, async (t) => {
  const exporter = await startExporterProcess(t, ['--ovsdb', 'tcp:127.0.0.1:1'])
  const browser = await startBrowser(t)
  let send = (_message: Message) => {}
  const { page, problems } = await openPage(browser, exporter.url, {}, (page) =>
    page.routeWebSocket(/\/live\/feed$/, (socket) => {
      send = (message) => socket.send(JSON.stringify(message))
      send(pageSnapshot({ rows: Array.from({ length: ROWS }, (_, index) => pageRow(`vvport${index}`)) }))
    }),
  )
  await page.locator('.body .row').first().waitFor()
  const devTools = await page.context().newCDPSession(page)
  const heap = async () => {
    await devTools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await devTools.send('Runtime.getHeapUsage')
    return usedSize
  }
  const nodes = async () => (await devTools.send('Memory.getDOMCounters')).nodes
  const sizes: { readonly heap: number; readonly nodes: number }[] = []
  for (let hour = 1; hour <= HOURS; hour++) {
    for (let update = 1; update <= UPDATES_PER_HOUR; update++) send(updateOf((hour - 1) * UPDATES_PER_HOUR + update))
    const last = `vvport${Math.floor((hour * UPDATES_PER_HOUR) / 12) + ROWS - 1}`
    await page.locator('#filter').fill(last)
    await page.locator(`[data-row="${last}"]`).waitFor()
    if (hour % 5 === 1) await page.locator(`[data-row="${last}"]`).click()
    await page.locator('#filter').fill('')
    await drawn(page)
    sizes.push({ heap: await heap(), nodes: await nodes() })
  }
  t.comment(`heap by the hour, in kB: ${sizes.map(({ heap }) => Math.round(heap / 1024)).join(' ')}`)
  t.comment(`elements by the hour: ${sizes.map(({ nodes }) => nodes).join(' ')}`)
  // Hours in which as many rows were selected.
  const [early, late] = [sizes[4], sizes.at(-1)]
  t.ok(early !== undefined && late !== undefined && late.heap < early.heap * 1.2, 'the heap')
  t.ok(early !== undefined && late !== undefined && late.nodes < early.nodes * 1.2, 'the elements')
  t.equal(await page.locator('#count').textContent(), `${ROWS} rows`)
  t.strictSame(problems(), [])
})
