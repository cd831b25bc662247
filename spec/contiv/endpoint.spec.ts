import t from 'tap'
import { networkTag, possibleTags } from '../../lib/contiv/endpoint.js'

t.test('a network is named by itself and its tenant', async (t) => {
  t.equal(networkTag({ name: 'web', tenant: 'blue' }), 'web.blue')
})

t.test('an endpoint id may begin with several network tags', async (t) => {
  const table: readonly [string, readonly string[]][] = [
    ['web.blue-08b9', ['web.blue']],
    ['a.b-c.d-1', ['a.b', 'a.b-c.d']],
    ['my-net.blue-08b9', ['my-net.blue']],
    ['web.my-tenant-08b9', ['web.my', 'web.my-tenant']],
    ['a.b.c-d-e', ['a.b.c', 'a.b.c-d']],
    ['hostcontivh0', []],
    ['host-port', []],
    ['web.blue', []],
    ['', []],
    ['-', []],
    ['.-', ['.']],
  ]
  for (const [id, tags] of table) t.same(possibleTags(id), tags, id)
})

t.test('an id of dashes may begin with no more tags than names have room for', async (t) => {
  const tags = possibleTags(`web.blue${'-'.repeat(16_384)}`)
  t.equal(tags.length, 256 - 'web.blue'.length + 1)
  t.equal(tags.at(-1)?.length, 256)
  t.same(possibleTags(`${'x'.repeat(300)}.blue-1-2`), [`${'x'.repeat(300)}.blue`], 'the first has any length')
})
