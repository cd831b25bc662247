import t from 'tap'
import { CONTENT_SECURITY_POLICY, liveDocument } from '../../../lib/exporter/live/document.js'
import { SOME_ASSETS } from '../../support/page-assets.js'

t.test('the page loads its files from the exporter and holds no script of its own', async (t) => {
  const html = liveDocument(SOME_ASSETS, '/some/metrics')
  const urls = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url)
  t.strictSame(urls, ['/live/icon-0.svg', '/live/page-0.css', '/live/page-0.js', '/some/metrics'])
  t.notMatch(html, /<script(?![^>]* src=)|<style| style=| on[a-z]+=/)
  t.match(html, /<html lang="en">/)
})

t.test('nothing is allowed but what it needs', async (t) => {
  const directives = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((text) => text.split(/ (.*)/, 2) as [string, string]),
  )
  t.equal(directives.get('default-src'), "'none'")
  for (const [name, value] of directives) t.match(value, /^'(none|self|script)'$/, name)
  for (const name of ['base-uri', 'form-action', 'frame-ancestors']) {
    t.equal(directives.get(name), "'none'", `${name}, for which default-src does not stand`)
  }
})
