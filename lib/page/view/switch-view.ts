import { type Column, columnsOf, troublesOf } from '../model/columns.js'
import { parseFilter } from '../model/filter.js'
import type { LiveRow } from '../model/live-row.js'
import { BY_ATTENTION, nextSort, type Sort, sortRows } from '../model/order.js'
import { Selection } from '../model/selection.js'
import type { Store } from '../model/store.js'
import { ChartView } from './chart-view.js'
import { element, setText } from './dom.js'
import { TableView } from './table-view.js'
import { TotalsView } from './totals-view.js'

/** The page of the modes `netplugin` and `ovs`: totals, chart, filter and table. */
export class SwitchView {
  readonly #store: Store
  readonly #selection = new Selection()
  readonly #filter = element('input', {
    id: 'filter',
    type: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'count',
  })
  readonly #count = element('span', { id: 'count', class: 'count', role: 'status' })
  readonly #troubles = element('span', { class: 'troubles' })
  readonly #attention = element('button', { type: 'button' }, 'What matters first')
  /** Where there is no room for headers. */
  readonly #choice = element(
    'select',
    { 'aria-label': 'Sort by' },
    element('option', { value: '' }, 'What matters first'),
  )
  readonly #columns: readonly Column[]
  readonly #totals = new TotalsView()
  readonly #chart: ChartView
  readonly #table: TableView
  readonly root: HTMLElement
  #sort: Sort = BY_ATTENTION

  /** @param store which knows the mode already */
  constructor(store: Store) {
    this.#store = store
    this.#chart = new ChartView((id) => this.#toggle(id))
    this.#columns = columnsOf(store.mode)
    this.#filter.placeholder =
      store.mode === 'netplugin' ? 'web tenant:blue state:down' : 'eth bridge:br-int state:down'
    for (const { id, title, kind } of this.#columns)
      if (kind !== 'curve') this.#choice.append(element('option', { value: id }, title))
    this.#table = new TableView(this.#columns, {
      sort: (column) => this.#setSort(nextSort(this.#sort, column)),
      toggle: (id) => this.#toggle(id),
    })
    this.#filter.addEventListener('input', () => this.render())
    this.#attention.addEventListener('click', () => this.#setSort(BY_ATTENTION))
    this.#choice.addEventListener('change', () => {
      const column = this.#columns.find(({ id }) => id === this.#choice.value)
      this.#setSort(column === undefined ? BY_ATTENTION : nextSort(BY_ATTENTION, column))
    })
    const tools = element(
      'div',
      { class: 'tools', role: 'search' },
      element('label', { for: 'filter' }, 'Filter'),
      this.#filter,
      this.#count,
      this.#troubles,
      this.#attention,
      this.#choice,
    )
    this.root = element(
      'div',
      { class: `switch mode-${store.mode === 'netplugin' ? 'netplugin' : 'ovs'}` },
      this.#chart.root,
      this.#totals.root,
      tools,
      this.#table.root,
    )
    document.addEventListener('keydown', (event) => this.#pressed(event))
  }

  render(): void {
    const { rows: all, timeline, interval, totals } = this.#store
    this.#selection.retain(all)
    const matches = parseFilter(this.#filter.value)
    const rows = sortRows([...all.values()].filter(matches), this.#sort)
    setText(this.#count, countText(rows.length, all.size))
    setText(this.#troubles, troublesOf([...all.values()]).join(', '))
    this.#attention.setAttribute('aria-pressed', `${this.#sort.by === 'attention'}`)
    this.#choice.value = this.#sort.by === 'attention' ? '' : this.#sort.by.id
    const selected = this.#selection.rows
    this.#table.render({ rows, sort: this.#sort, selected, places: timeline.places() })
    this.#totals.render(totals)
    const drawn = [...selected].flatMap(([id, colour]): [LiveRow, number][] => {
      const live = all.get(id)
      return live === undefined ? [] : [[live, colour]]
    })
    this.#chart.render({ timeline, interval, rows: drawn })
  }

  #setSort(sort: Sort): void {
    this.#sort = sort
    this.render()
  }

  #toggle(id: string): void {
    this.#selection.toggle(id)
    this.render()
  }

  /** `/` goes to the filter, Escape empties it. */
  #pressed(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key === '/' && !typing) {
      event.preventDefault()
      this.#filter.focus()
    } else if (event.key === 'Escape' && event.target === this.#filter) {
      this.#filter.value = ''
      this.#table.root.focus()
      this.render()
    }
  }
}

function countText(shown: number, all: number): string {
  if (shown === all) return `${all} ${all === 1 ? 'row' : 'rows'}`
  return shown === 0 ? `None of ${all} rows matches` : `${shown} of ${all} rows`
}
