import type { Column } from '../../page/model/columns.js'
import { BY_ATTENTION, nextSort, type Sort } from '../../page/model/order.js'
import type { Key } from './keys.js'

/** How the table is looked at. */
export interface ViewState {
  readonly sort: Sort
  readonly filter: string
  /** While the filter is typed: what it was before. */
  readonly editing: string | undefined
  readonly paused: boolean
  readonly help: boolean
  /** Whether traffic is told in bytes, not bits. */
  readonly bytes: boolean
  /** The first row that is shown. */
  readonly top: number
}

export const FIRST_VIEW: ViewState = {
  sort: BY_ATTENTION,
  filter: '',
  editing: undefined,
  paused: false,
  help: false,
  bytes: false,
  top: 0,
}

/** What a key asks for that is not a matter of the view alone. */
export type Request = 'quit' | 'interrupt' | 'suspend' | 'redraw'

/** What a key is pressed at. */
export interface Sight {
  /** The columns that can be sorted by. */
  readonly columns: readonly Column[]
  /** Rows there are, and that fit. */
  readonly rows: number
  readonly page: number
}

export interface Pressed {
  readonly view: ViewState
  readonly request?: Request
}

type Action = (view: ViewState, sight: Sight) => Partial<ViewState> | Request

/** What keys do, and the line of the help that tells it; one without is told of by the one before. */
export interface Binding {
  readonly keys: readonly Key[]
  readonly help?: string
  readonly act: Action
}

const sortBy =
  (id: string): Action =>
  ({ sort }, { columns }) => {
    const column = columns.find((candidate) => candidate.id === id)
    return column === undefined ? {} : { sort: nextSort(sort, column), top: 0 }
  }

/** The next column to the right or left. */
const sortBeside =
  (step: 1 | -1): Action =>
  ({ sort }, { columns }) => {
    const at = sort.by === 'attention' ? (step === 1 ? -1 : columns.length) : columns.indexOf(sort.by)
    const column = columns[Math.min(Math.max(at + step, 0), columns.length - 1)]
    return column === undefined ? {} : { sort: { by: column, descending: column.kind !== 'text' }, top: 0 }
  }

const scrollBy =
  (rows: (sight: Sight) => number): Action =>
  ({ top }, sight) => ({ top: clampTop(top + rows(sight), sight) })

export const BINDINGS: readonly Binding[] = [
  { keys: ['q'], help: 'quit', act: () => 'quit' },
  { keys: ['<space>', 'p'], help: 'pause, and go on', act: ({ paused }) => ({ paused: !paused }) },
  { keys: ['/'], help: 'filter: words, or tenant:blue state:down', act: ({ filter }) => ({ editing: filter }) },
  { keys: ['<escape>'], help: 'no filter', act: () => ({ filter: '', top: 0 }) },
  { keys: ['m'], help: 'sort by what matters', act: () => ({ sort: BY_ATTENTION, top: 0 }) },
  { keys: ['n'], help: 'sort by name; again: the other way', act: sortBy('interface') },
  { keys: ['s'], help: 'sort by state', act: sortBy('state') },
  { keys: ['r'], help: 'sort by traffic received', act: sortBy('receive') },
  { keys: ['t'], help: 'sort by traffic transmitted', act: sortBy('transmit') },
  { keys: ['d'], help: 'sort by drops', act: sortBy('drops') },
  { keys: ['e'], help: 'sort by errors', act: sortBy('errors') },
  { keys: ['<left>', '<'], help: 'sort by the column to the left; right, >: to the right', act: sortBeside(-1) },
  { keys: ['<right>', '>'], act: sortBeside(1) },
  { keys: ['u'], help: 'bits or bytes', act: ({ bytes }) => ({ bytes: !bytes }) },
  { keys: ['<up>', 'k'], help: 'scroll up; down, j: down', act: scrollBy(() => -1) },
  { keys: ['<down>', 'j'], act: scrollBy(() => 1) },
  { keys: ['<page-up>', 'b'], help: 'a page up; page-down, f: down', act: scrollBy(({ page }) => -page) },
  { keys: ['<page-down>', 'f'], act: scrollBy(({ page }) => page) },
  { keys: ['<home>', 'g'], help: 'to the first row; end, G: to the last', act: () => ({ top: 0 }) },
  { keys: ['<end>', 'G'], act: scrollBy(({ rows }) => rows) },
  { keys: ['?', 'h'], help: 'this help', act: () => ({ help: true }) },
  { keys: ['<ctrl-l>'], help: 'draw all anew', act: () => 'redraw' },
  { keys: ['<ctrl-z>'], help: 'suspend; ctrl-c: end by SIGINT', act: () => 'suspend' },
  { keys: ['<ctrl-c>'], act: () => 'interrupt' },
]

const ALWAYS: readonly Key[] = ['<ctrl-c>', '<ctrl-z>', '<ctrl-l>']

/** What a key makes of the view. */
export function press(view: ViewState, key: Key, sight: Sight): Pressed {
  const always = ALWAYS.includes(key)
  if (view.help && !always) return { view: { ...view, help: false } }
  if (view.editing !== undefined && !always) return { view: { ...view, ...edit(view, key, view.editing), top: 0 } }
  const name = key === ' ' ? '<space>' : key
  const done = BINDINGS.find(({ keys }) => keys.includes(name))?.act(view, sight) ?? {}
  return typeof done === 'string' ? { view, request: done } : { view: { ...view, ...done } }
}

/** The first row, so that there is no more room below the last one than there has to be. */
export function clampTop(top: number, { rows, page }: Pick<Sight, 'rows' | 'page'>): number {
  return Math.max(0, Math.min(top, rows - page))
}

function edit({ filter }: ViewState, key: Key, before: string): Partial<ViewState> {
  if (key === '<enter>') return { editing: undefined }
  if (key === '<escape>') return { editing: undefined, filter: before }
  if (key === '<ctrl-u>') return { filter: '' }
  if (key === '<backspace>') return { filter: [...filter].slice(0, -1).join('') }
  return [...key].length === 1 ? { filter: filter + key } : {}
}
