import t from 'tap'
import { MAX_SELECTED, Selection } from '../../../lib/page/model/selection.js'

t.test('each row keeps its colour, and a free one is used again', async (t) => {
  const selection = new Selection()
  for (const id of ['a', 'b', 'c']) selection.toggle(id)
  t.strictSame(
    [...selection.rows],
    [
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ],
  )
  selection.toggle('b')
  t.notOk(selection.has('b'))
  selection.toggle('d')
  t.strictSame(
    [...selection.rows],
    [
      ['a', 0],
      ['c', 2],
      ['d', 1],
    ],
  )
})

t.test('one more than there are colours takes the place of the first', async (t) => {
  const selection = new Selection()
  for (let i = 0; i <= MAX_SELECTED; i++) selection.toggle(`${i}`)
  t.equal(selection.rows.size, MAX_SELECTED)
  t.notOk(selection.has('0'))
  t.equal(selection.rows.get(`${MAX_SELECTED}`), 0)
})

t.test('what is gone is not selected any more', async (t) => {
  const selection = new Selection()
  for (const id of ['a', 'b']) selection.toggle(id)
  t.equal(selection.retain(new Set(['b'])), true)
  t.equal(selection.retain(new Set(['b'])), false)
  t.strictSame([...selection.rows.keys()], ['b'])
  selection.clear()
  t.equal(selection.rows.size, 0)
})
