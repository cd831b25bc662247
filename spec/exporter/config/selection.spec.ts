import t from 'tap'
import { pattern } from '../../../lib/exporter/config/parsers.js'
import { isOpen, isSelected } from '../../../lib/exporter/config/selection.js'

const read = (text: string) => pattern(text, '--x')

t.test('a name has to match include whole, and must not match exclude whole', async (t) => {
  const filter = (include?: string, exclude?: string) => ({
    include: include === undefined ? undefined : read(include),
    exclude: exclude === undefined ? undefined : read(exclude),
  })
  const names = ['eth0', 'eth1', 'veth0', '']
  const cases: readonly (readonly [include: string | undefined, exclude: string | undefined, names: string[]])[] = [
    [undefined, undefined, names],
    ['eth0', undefined, ['eth0']],
    ['eth', undefined, []],
    ['eth0|eth1', undefined, ['eth0', 'eth1']],
    ['.*eth.*', 'v.*', ['eth0', 'eth1']],
    [undefined, '.*0', ['eth1', '']],
    [undefined, '.*', []],
  ]
  for (const [include, exclude, expected] of cases) {
    const wanted = filter(include, exclude)
    t.strictSame(
      names.filter((name) => isSelected(wanted, name)),
      expected,
      `${include} but ${exclude}`,
    )
    t.equal(isOpen(wanted), include === undefined && exclude === undefined)
  }
  t.ok(isSelected(filter('\\p{L}+'), 'ü'))
})
