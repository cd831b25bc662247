import t from 'tap'
import { openLivePage } from '../../../lib/exporter/live/live-page.js'
import { NetmasterFeed } from '../../../lib/exporter/live/netmaster-feed.js'
import { SOME_ASSETS } from '../../support/page-assets.js'

const feed = new NetmasterFeed({
  source: {
    status: () => {
      throw new Error('nobody watches')
    },
  },
  mode: 'netmaster',
  version: '1.2.3',
})

t.test('the page of a feed, which is asked nothing yet', async (t) => {
  const logged: object[] = []
  const page = openLivePage({ liveViewers: 1 }, feed, { warn: (line: object) => logged.push(line) }, () => SOME_ASSETS)
  t.equal(page?.assets, SOME_ASSETS)
  t.equal(page?.viewers.size, 0)
  t.strictSame(logged, [])
})

t.test('files that were not built: no page, and the log says why', async (t) => {
  const logged: object[] = []
  const page = openLivePage({ liveViewers: 1 }, feed, { warn: (line: object) => logged.push(line) }, () => {
    throw new Error('no such file')
  })
  t.equal(page, undefined)
  t.strictSame(logged, [{ cause: 'no such file' }])
})
