import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { readAssets } from '../../../lib/exporter/live/assets.js'
import { tempDir } from '../../support/temp-dir.js'

t.test('the files of the page, named by their content', async (t) => {
  const dir = tempDir(t)
  const folder = pathToFileURL(`${dir}/`)
  const write = (script: string) => {
    writeFileSync(join(dir, 'page.js'), script)
    writeFileSync(join(dir, 'page.css'), 'body{}')
    writeFileSync(join(dir, 'icon.svg'), '<svg/>')
    return readAssets(folder)
  }
  const first = write('1')
  t.match(first.script, { name: /^page-[0-9a-f]{16}\.js$/, type: /^text\/javascript/ })
  t.match(first.style, { name: /^page-[0-9a-f]{16}\.css$/, type: /^text\/css/ })
  t.match(first.icon, { name: /^icon-[0-9a-f]{16}\.svg$/, type: 'image/svg+xml' })
  t.equal(String(first.script.plain), '1')
  t.equal(String(gunzipSync(first.script.gzip)), '1')
  t.equal(write('1').script.name, first.script.name)
  t.not(write('2').script.name, first.script.name)
})

t.test('files that were not built', async (t) => {
  t.throws(() => readAssets(pathToFileURL(`${tempDir(t)}/`)), { code: 'ENOENT' })
})
