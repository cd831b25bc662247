import t from 'tap'
import { PayloadError } from '../../../lib/contiv/errors.js'
import { parseLeader } from '../../../lib/contiv/leader/leader-source.js'

t.test('reads host:port, IPv6 with and without brackets', async (t) => {
  const table: readonly [string, string][] = [
    ['127.0.0.1:9999', 'http://127.0.0.1:9999/'],
    ['netmaster-1.local:80', 'http://netmaster-1.local/'],
    ['[fd00::1]:9999', 'http://[fd00::1]:9999/'],
    ['fd00::1:9999', 'http://[fd00::1]:9999/'],
    [`${'a'.repeat(253)}:9999`, `http://${'a'.repeat(253)}:9999/`],
  ]
  for (const [value, url] of table) t.equal(parseLeader(value, 'leader').href, url, value)
})

t.test('refuses what is no host:port', async (t) => {
  const refused = ['', 'host', ':9999', 'host:', 'host:port', 'host:0', 'host:65536', 'host:999999']
  const sly = ['http://host:9999', 'me:secret@host:9999', 'host/x:9999', 'a b:9999', '[fd00::1:9999', 'a]:1']
  for (const value of [...refused, ...sly]) {
    const expected = new PayloadError(`leader: expected host:port, got "${value}"`)
    t.throws(() => parseLeader(value, 'leader'), expected, JSON.stringify(value))
  }
})

t.test('a host longer than any name is none, and is told by its beginning', async (t) => {
  for (const length of [254, 5e6]) {
    const expected = new PayloadError(`leader: expected host:port, got "${'a'.repeat(120)}…"`)
    t.throws(() => parseLeader(`${'a'.repeat(length)}:9999`, 'leader'), expected, `${length}`)
  }
})
