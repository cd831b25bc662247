import type { Column } from '../model/columns.js'
import type { LiveRow } from '../model/live-row.js'
import type { Sort } from '../model/order.js'
import { scrollTo, windowOf } from '../model/window.js'
import { element, setAttribute } from './dom.js'
import { RowView } from './row-view.js'

/** What the table shows. */
export interface TableContent {
  readonly rows: readonly LiveRow[]
  readonly sort: Sort
  readonly selected: ReadonlyMap<string, number>
  readonly places: readonly number[]
}

export interface TableActions {
  sort(column: Column): void
  toggle(id: string): void
}

const NOTHING: TableContent = { rows: [], sort: { by: 'attention' }, selected: new Map(), places: [] }

/**
 * The table of rows, of which only those in sight are drawn. It is a grid (WAI-ARIA): one stop of the tab key, moved
 * through by arrow keys; Space selects. The headers are another: arrow keys move from one to the next, Enter sorts.
 */
export class TableView {
  readonly #body = element('div', { role: 'rowgroup', class: 'body' })
  readonly #headers: ReadonlyMap<Column, HTMLElement>
  readonly #columns: readonly Column[]
  readonly #actions: TableActions
  readonly root: HTMLElement
  readonly #drawn: RowView[] = []
  #content = NOTHING
  /** The row that keys act on: kept by its id, because rows change places. */
  #active: string | undefined
  #frame = 0

  constructor(columns: readonly Column[], actions: TableActions) {
    this.#columns = columns
    this.#actions = actions
    this.#headers = new Map(columns.map((column, index) => [column, this.#header(column, index)]))
    const head = element('div', { role: 'row', class: 'row head', 'aria-rowindex': '1' }, ...this.#headers.values())
    this.root = element(
      'div',
      {
        role: 'grid',
        class: 'grid',
        tabindex: '0',
        'aria-label': 'Endpoints and interfaces',
        'aria-multiselectable': 'true',
        'aria-colcount': `${columns.length}`,
      },
      element('div', { role: 'rowgroup', class: 'header' }, head),
      this.#body,
    )
    this.root.addEventListener('scroll', () => this.#drawSoon(), { passive: true })
    this.root.addEventListener('keydown', (event) => this.#pressed(event))
    head.addEventListener('keydown', (event) => this.#pressedInHead(event))
    this.#body.addEventListener('click', (event) => this.#clicked(event))
    new ResizeObserver(() => this.#drawSoon()).observe(this.root)
  }

  render(content: TableContent): void {
    this.#content = content
    const { sort } = content
    for (const [column, header] of this.#headers) {
      const sorted = sort.by !== 'attention' && sort.by.id === column.id
      setAttribute(header, 'aria-sort', sorted ? (sort.descending ? 'descending' : 'ascending') : 'none')
    }
    setAttribute(this.root, 'aria-rowcount', `${content.rows.length + 1}`)
    this.#draw()
  }

  /** Where the rows begin, below the header that stays in sight. */
  get #scroll() {
    const header = this.root.firstElementChild as HTMLElement
    const rowHeight = Number.parseFloat(getComputedStyle(this.root).getPropertyValue('--row-height')) || 32
    const height = Math.max(0, this.root.clientHeight - header.offsetHeight)
    return { top: this.root.scrollTop, height, rowHeight, rows: this.#content.rows.length }
  }

  #drawSoon(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#draw())
  }

  #draw(): void {
    const { rows, selected, places } = this.#content
    const scroll = this.#scroll
    const { rowHeight } = scroll
    this.#body.style.height = `${rows.length * rowHeight}px`
    const { first, end } = windowOf(scroll)
    while (this.#drawn.length < end - first) {
      const view = new RowView(this.#columns, `row-${this.#drawn.length}`)
      this.#drawn.push(view)
      this.#body.append(view.root)
    }
    for (const view of this.#drawn.splice(Math.max(0, end - first))) view.root.remove()
    let activeElement: string | undefined
    for (const [offset, view] of this.#drawn.entries()) {
      const index = first + offset
      const live = rows[index]
      if (live === undefined) continue
      const active = live.row.id === this.#active
      if (active) activeElement = view.root.id
      view.render(live, { index, rowHeight, colour: selected.get(live.row.id), active, places })
    }
    setAttribute(this.root, 'aria-activedescendant', activeElement)
  }

  #header(column: Column, index: number): HTMLElement {
    const button = element('button', { type: 'button', tabindex: index === 0 ? '0' : '-1' }, column.title)
    button.addEventListener('click', () => this.#actions.sort(column))
    return element(
      'div',
      {
        role: 'columnheader',
        class: `cell ${column.kind}`,
        'aria-colindex': `${index + 1}`,
        'aria-sort': 'none',
        'data-column': column.id,
      },
      button,
    )
  }

  #clicked(event: MouseEvent): void {
    const view = this.#drawn.find(({ root }) => event.target instanceof Node && root.contains(event.target))
    if (view === undefined) return
    this.#active = view.id
    this.#actions.toggle(view.id)
  }

  #pressed(event: KeyboardEvent): void {
    if (event.target !== this.root || event.ctrlKey || event.altKey || event.metaKey) return
    const { rows } = this.#content
    const at = rows.findIndex(({ row }) => row.id === this.#active)
    const page = Math.max(1, Math.floor(this.#scroll.height / this.#scroll.rowHeight) - 1)
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: Infinity,
    }[event.key]
    if (target !== undefined) this.#activate(Math.max(0, Math.min(target, rows.length - 1)))
    else if ((event.key === ' ' || event.key === 'Enter') && this.#active !== undefined && at >= 0) {
      this.#actions.toggle(this.#active)
    } else return
    event.preventDefault()
  }

  /** Only the header that the arrow keys were moved to last is a stop of the tab key. */
  #pressedInHead(event: KeyboardEvent): void {
    const buttons = [...this.#headers.values()].flatMap((header) => [...header.querySelectorAll('button')])
    const at = buttons.findIndex((button) => button.matches(':focus'))
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (target === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const next = buttons[target]
    if (next === undefined) return
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  }

  #activate(index: number): void {
    const live = this.#content.rows[index]
    if (live === undefined) return
    this.#active = live.row.id
    this.root.scrollTop = scrollTo(index, this.#scroll)
    this.#draw()
  }
}
