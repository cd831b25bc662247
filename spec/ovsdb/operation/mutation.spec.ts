import t from 'tap'
import { setKeys } from '../../../lib/ovsdb/operation/mutation.js'

t.test('setKeys: the keys go, and come again with their new values', async (t) => {
  const pairs = new Map([
    ['a', 'x'],
    ['b', 'y'],
  ])
  const mutations = setKeys('external_ids', pairs)
  t.strictSame(mutations, [
    ['external_ids', 'delete', ['a', 'b']],
    ['external_ids', 'insert', pairs],
  ])
  pairs.clear()
  t.equal(mutations[1][2].size, 2, 'what becomes of the Map later does not matter')
  t.ok([mutations, ...mutations, mutations[0][2]].every(Object.isFrozen))
})
