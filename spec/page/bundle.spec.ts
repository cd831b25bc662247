import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import t from 'tap'

const FOLDER = 'dist/lib/page/assets/'
const skip = !existsSync(`${FOLDER}page.js`) && 'the page is not built: npm run build makes it'

t.test('the page is small, and knows no foreign origin', { skip }, async (t) => {
  const files = ['page.js', 'page.css', 'icon.svg'].map((name) => readFileSync(FOLDER + name))
  const size = files.reduce((sum, file) => sum + gzipSync(file).length, 0)
  t.ok(size < 100_000, `${size} bytes compressed`)
  const urls = files.flatMap((file) => String(file).match(/\bhttps?:\/\/[^"'`\s)]+/g) ?? [])
  t.strictSame([...new Set(urls)], ['http://www.w3.org/2000/svg'], 'the name of SVG, which nobody fetches')
  const [script = ''] = files.map(String)
  t.notMatch(script, /\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/)
})
