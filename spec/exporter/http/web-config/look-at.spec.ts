import { renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { lookAt } from '../../../../lib/exporter/http/web-config/look-at.js'
import { tempDir } from '../../../support/temp-dir.js'

t.test('another look with each change, and the same without one', async (t) => {
  const folder = tempDir(t)
  const [path, other] = [join(folder, 'a'), join(folder, 'b')]
  const looks = new Set([lookAt(path)])
  t.strictSame([...looks], ['ENOENT'])
  const changes: readonly (() => void)[] = [
    () => writeFileSync(path, 'one'),
    () => writeFileSync(path, 'longer'),
    () => utimesSync(path, 1, 1),
    () => {
      writeFileSync(other, 'longer')
      utimesSync(other, 1, 1)
      renameSync(other, path)
    },
    () => {
      writeFileSync(other, 'linked')
      rmSync(path)
      symlinkSync(other, path)
    },
  ]
  for (const [index, change] of changes.entries()) {
    change()
    t.equal(lookAt(path), lookAt(path))
    looks.add(lookAt(path))
    t.equal(looks.size, index + 2)
  }
})

t.test('of what cannot be reached, the reason', async (t) => {
  const path = join(tempDir(t), 'itself')
  symlinkSync(path, path)
  t.equal(lookAt(path), 'ELOOP')
  t.equal(lookAt(join(path, 'below')), 'ELOOP')
})
