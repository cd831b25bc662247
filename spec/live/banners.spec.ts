import t from 'tap'
import { netmasterBanner, ovsdbBanner, sameBanners, silenceBanner, unmatchedBanner } from '../../lib/live/banners.js'

const SINCE = new Date('2026-01-01T00:00:00Z')

t.test('the database is away: why, since when, what to do', async (t) => {
  const banner = ovsdbBanner('tcp:127.0.0.1:6640', { cause: new Error('refused'), since: SINCE })
  t.match(banner, { id: 'ovsdb', level: 'error', text: /cannot be read: refused/, since: SINCE.getTime() })
  t.match(banner.advice, 'listens at tcp:127.0.0.1:6640')
})

t.test('the switch is silent: since when, what it may be, what to do', async (t) => {
  const banner = silenceBanner(SINCE)
  t.match(banner, { id: 'silence', level: 'warning', since: SINCE.getTime() })
  t.match(banner.advice, /nothing moves .* ovs-vswitchd does not run: .*ovs-appctl version/)
})

t.test('Netmaster is away', async (t) => {
  const error = new Error('ECONNREFUSED')
  t.equal(netmasterBanner({ up: true, error: undefined, lastSuccess: SINCE }, ''), undefined)
  t.equal(netmasterBanner({ up: false, error: undefined, lastSuccess: undefined }, ''), undefined, 'not asked yet')
  const stale = netmasterBanner({ up: false, error, lastSuccess: SINCE }, 'nothing is shown')
  t.match(stale, { level: 'warning', text: /ECONNREFUSED/, advice: /said last/, since: SINCE.getTime() })
  const never = netmasterBanner({ up: false, error, lastSuccess: undefined }, 'nothing is shown')
  t.match(never, { advice: /never reached: nothing is shown.*--contiv\./, since: null })
})

t.test('endpoints nobody knows', async (t) => {
  t.equal(unmatchedBanner(0), undefined)
  t.match(unmatchedBanner(1)?.text, /^1 interface carries the id of an endpoint /)
  t.match(unmatchedBanner(2)?.text, /^2 interfaces carry /)
})

t.test('the same banners', async (t) => {
  const [one, two] = [unmatchedBanner(1), unmatchedBanner(2)].map((banner) => (banner === undefined ? [] : [banner]))
  t.ok(sameBanners(one ?? [], one ?? []))
  t.notOk(sameBanners(one ?? [], two ?? []))
})
