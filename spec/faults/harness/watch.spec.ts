import t from 'tap'
import { Truth } from './truth.js'
import { Watch } from './watch.js'

const WELL = 'ovs_up 1\na 1\nother 7\n'
const DOWN = 'ovs_up 0\n'

t.test('the gauge of a source may have labels', async (t) => {
  const truth = new Truth(() => ['a{} 1'])
  await truth.change()
  const scrape = async () => 'up{of="it"} 1\nup{of="another"} 0\na 1\n'
  const options = { name: 'it', truth, families: /^a$/ }
  await Watch.start(t, { scrape }, { ...options, up: 'up{of="it"}' }).right()
  const told = async () => 'up{of="it"} 1\nup{of="another"} 0\n'
  await Watch.start(t, { scrape: told }, { ...options, up: 'up{of="another"}' }).down()
})

t.test('judges each scrape', async (t) => {
  let text: string | undefined = WELL
  let truth = ['a{} 1']
  const is = new Truth(() => truth)
  await is.change()
  const scrape = async () => {
    if (text === undefined) throw new Error('no answer')
    return text
  }
  const watch = Watch.start(t, { scrape }, { name: 'it', truth: is, families: /^a$/, up: 'ovs_up' })
  await watch.right()
  const seen = async (next: string | undefined) => {
    text = next
    const began = performance.now()
    await watch.more(2)
    return watch.since(began)
  }
  const right = { lost: 0, doubled: 0, stale: 0, unanswered: 0, down: 0 }
  t.match(await seen(WELL), right)
  const failed = await seen(undefined)
  t.match(failed, { ...right, unanswered: failed.scrapes })
  const down = await seen(DOWN)
  t.match(down, { ...right, down: down.scrapes })
  await watch.down()
  const lost = await seen('ovs_up 1\n')
  t.match(lost, { ...right, lost: lost.scrapes })
  await is.lose(() => {})
  const stale = await seen('ovs_up 0\na 1\n')
  t.match(stale, { ...right, down: stale.scrapes, stale: stale.scrapes })
  await is.change(() => {
    truth = ['a{} 2']
  })
  text = WELL.replace('a 1', 'a 2')
  const before = performance.now()
  t.ok((await watch.right()) > before)
})
