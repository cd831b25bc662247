import t from 'tap'
import { columnsFor } from '../../../lib/terminal/screen/layout.js'
import { BINDINGS, FIRST_VIEW, press, type ViewState } from '../../../lib/terminal/screen/view-state.js'

const COLUMNS = columnsFor(false)
const SIGHT = { columns: COLUMNS, rows: 100, page: 20 }

const after = (...keys: readonly string[]): ViewState =>
  keys.reduce((view, key) => press(view, key, SIGHT).view, FIRST_VIEW)
const sortOf = ({ sort }: ViewState) =>
  sort.by === 'attention' ? 'attention' : `${sort.by.id} ${sort.descending ? 'down' : 'up'}`

t.test('no key is bound twice', async (t) => {
  const keys = BINDINGS.flatMap(({ keys }) => keys)
  t.equal(new Set(keys).size, keys.length)
})

t.test('what is asked for beside the view', async (t) => {
  const requests = ['q', '<ctrl-c>', '<ctrl-z>', '<ctrl-l>', 'x'].map((key) => press(FIRST_VIEW, key, SIGHT).request)
  t.strictSame(requests, ['quit', 'interrupt', 'suspend', 'redraw', undefined])
})

t.test('sorting', async (t) => {
  t.equal(sortOf(FIRST_VIEW), 'attention')
  t.strictSame(
    [['r'], ['r', 'r'], ['r', 'r', 'r'], ['n'], ['d', 't'], ['e', 'm'], ['s', 's']].map((keys) =>
      sortOf(after(...keys)),
    ),
    ['receive down', 'receive up', 'attention', 'interface up', 'transmit down', 'attention', 'state down'],
  )
  t.strictSame(
    [['>'], ['>', '<right>'], ['<left>'], ['>', '<', '<'], ['<', '>', '>']].map((keys) => sortOf(after(...keys))),
    ['interface up', 'bridge up', 'errors down', 'interface up', 'errors down'],
  )
})

t.test('the filter is typed, kept, given up and taken away', async (t) => {
  t.match(after('/', 'q', ' ', '日', 'x', '<backspace>'), { filter: 'q 日', editing: '' })
  t.match(after('/', 'a', '<up>'), { filter: 'a' })
  t.match(after('/', 'a', '<enter>'), { filter: 'a', editing: undefined })
  t.match(after('/', 'a', '<enter>', '/', 'b', '<escape>'), { filter: 'a', editing: undefined })
  t.match(after('/', 'a', '<enter>', '<escape>'), { filter: '', editing: undefined })
  t.match(after('/', 'a', 'b', '<ctrl-u>'), { filter: '', editing: '' })
  t.equal(press(after('/'), '<ctrl-c>', SIGHT).request, 'interrupt')
  t.match(after('<end>', '/', 'a'), { top: 0 })
})

t.test('scrolling ends at the ends', async (t) => {
  t.strictSame(
    [['<up>'], ['j', '<down>', 'k'], ['<page-down>'], ['G'], ['<end>', 'b'], ['G', 'g'], ['G', 'f']].map(
      (keys) => after(...keys).top,
    ),
    [0, 1, 20, 80, 60, 0, 80],
  )
  t.equal(press(FIRST_VIEW, 'j', { ...SIGHT, rows: 5 }).view.top, 0)
})

t.test('pause, units, help', async (t) => {
  t.match(after(' '), { paused: true })
  t.match(after('p', ' '), { paused: false })
  t.match(after('u'), { bytes: true })
  t.match(after('?'), { help: true })
  t.match(after('?', 'q'), { help: false })
  t.equal(press(after('?'), 'q', SIGHT).request, undefined, 'any key goes back')
})
