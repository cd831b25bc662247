import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { readSmallFile } from '../../../lib/jsonrpc/node/read-small-file.js'
import { tempDir } from '../../support/temp-dir.js'

const REGULAR = 'a regular file of 1 MiB at most'
const MIB = 2 ** 20

t.test('a file is read whole', async (t) => {
  const path = join(tempDir(t), 'file')
  for (const text of ['', 'å\n', '.'.repeat(MIB)]) {
    writeFileSync(path, text)
    t.ok(readSmallFile(path) === text, `${text.length} characters`)
  }
  const link = `${path}.link`
  symlinkSync(path, link)
  t.equal(readSmallFile(link).length, MIB, 'by a link, as Kubernetes mounts secrets')
  t.equal(readSmallFile('/proc/version'), readFileSync('/proc/version', 'utf8'), 'whose size is told as 0')
})

t.test('everything else is refused without waiting for it', async (t) => {
  const dir = tempDir(t)
  const refuses = (path: string, expected: string, got: string) =>
    t.throws(
      () => readSmallFile(path),
      { name: 'UnreadableFileError', message: `expected ${expected}, got ${got}`, expected, got },
      path,
    )
  refuses(join(dir, 'none'), 'a file that can be read', 'ENOENT')
  refuses(dir, REGULAR, 'a directory')
  refuses('/dev/zero', REGULAR, 'a device')

  const fifo = join(dir, 'fifo')
  execFileSync('mkfifo', [fifo])
  refuses(fifo, REGULAR, 'a FIFO')

  const socket = join(dir, 'socket')
  const server = createServer().listen(socket)
  t.teardown(() => server.close())
  refuses(socket, 'a file that can be read', 'ENXIO')

  const large = join(dir, 'large')
  writeFileSync(large, '.'.repeat(MIB + 1))
  refuses(large, REGULAR, 'one of 1048577 bytes')
  truncateSync(large, 100 * 2 ** 30)
  refuses(large, REGULAR, 'one of 107374182400 bytes')

  // The size of files in /proc is told as 0.
  const env = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`V${i}`, '.'.repeat(100_000)]))
  const child = spawn('sleep', ['60'], { env })
  t.teardown(() => child.kill())
  await once(child, 'spawn')
  refuses(`/proc/${child.pid}/environ`, REGULAR, 'a larger one')
})
