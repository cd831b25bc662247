import t from 'tap'
import { filterInterfaces, type InterfaceFilter } from '../../lib/interfaces/filter-interfaces.js'
import { placedInterface } from './interface-row.js'

const SWITCH = {
  bridges: ['br10', 'br-int', 'br2', 'empty'],
  interfaces: [
    placedInterface({ bridge: 'br-int', name: 'eth0' }),
    placedInterface({ bridge: 'br-int', name: 'eth10' }),
    placedInterface({ bridge: 'br2', name: 'eth0.100' }),
    placedInterface({ bridge: 'br2', name: 'vnet+[1]' }),
    placedInterface({ bridge: 'br2', name: 'a\n日' }),
    placedInterface({ bridge: undefined, port: undefined, name: 'lost' }),
  ],
}

function filtered(filter: Partial<InterfaceFilter>) {
  const { interfaces, misses } = filterInterfaces(SWITCH, { bridges: [], names: [], ...filter })
  return { names: interfaces.map(({ name }) => name), misses }
}

t.test('without patterns everything passes', (t) => {
  t.same(filtered({}), { names: SWITCH.interfaces.map(({ name }) => name), misses: [] })
  t.same(filterInterfaces({ bridges: [], interfaces: [] }, { bridges: [], names: [] }), { interfaces: [], misses: [] })
  t.end()
})

t.test('patterns match whole names', (t) => {
  const cases: Record<string, readonly string[]> = {
    eth0: ['eth0'],
    'eth*': ['eth0', 'eth10', 'eth0.100'],
    'eth?': ['eth0'],
    '*0': ['eth0', 'eth10', 'eth0.100'],
    'e**h*0*': ['eth0', 'eth10', 'eth0.100'],
    'eth?.100': ['eth0.100'],
    'eth0?100': ['eth0.100'],
    'vnet+[1]': ['vnet+[1]'],
    'a??': ['a\n日'],
    'a*': ['a\n日'],
    lost: ['lost'],
    ETH0: [],
    'eth0|lost': [],
    '': [],
  }
  for (const [pattern, names] of Object.entries(cases)) t.same(filtered({ names: [pattern] }).names, names, pattern)
  t.end()
})

t.test('several patterns of one kind add up, in the order of the switch; the two kinds narrow each other', (t) => {
  t.same(filtered({ names: ['eth10', 'eth0'] }).names, ['eth0', 'eth10'])
  t.same(filtered({ bridges: ['br2', 'br-*'] }).names, ['eth0', 'eth10', 'eth0.100', 'vnet+[1]', 'a\n日'])
  t.same(filtered({ bridges: ['br2'], names: ['eth0*'] }).names, ['eth0.100'])
  t.same(filtered({ bridges: ['*'], names: ['*t*'] }).names, ['eth0', 'eth10', 'eth0.100', 'vnet+[1]'])
  t.end()
})

t.test('names each pattern that matches nothing, and keeps what the others match', (t) => {
  t.same(filtered({ names: ['eth0', 'eth1', 'veth*'] }), {
    names: ['eth0'],
    misses: ['no interface matches "eth1"', 'no interface matches "veth*"'],
  })
  t.same(filtered({ bridges: ['br2', 'br9'], names: ['eth10'] }), {
    names: [],
    misses: ['no bridge matches "br9": there are br-int, br2, br10, empty', 'no interface matches "eth10"'],
  })
  t.same(filterInterfaces({ bridges: [], interfaces: [] }, { bridges: ['br0'], names: [] }).misses, [
    'no bridge matches "br0": there are none',
  ])
  t.end()
})

t.test('a bridge without interfaces is no miss', (t) => {
  t.same(filtered({ bridges: ['empty'] }), { names: [], misses: [] })
  t.end()
})
