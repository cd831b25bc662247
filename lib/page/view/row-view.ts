import { type Column, detailsOf, severityOf } from '../model/columns.js'
import type { LiveRow } from '../model/live-row.js'
import { SPARKLINE, SPARKLINE_UPDATES, sparklinePath } from '../model/sparkline.js'
import { element, setAttribute, setText, svgElement } from './dom.js'

/** Where and how a row is drawn. */
export interface RowPlace {
  readonly index: number
  readonly rowHeight: number
  /** The number of its colour in the chart; undefined where it is not selected. */
  readonly colour: number | undefined
  readonly active: boolean
  /** The places of the shared timeline, the oldest first. */
  readonly places: readonly number[]
}

/** One drawn row. It is drawn anew for another when the table is scrolled. */
export class RowView {
  readonly root: HTMLElement
  readonly #columns: readonly Column[]
  readonly #cells: readonly Element[]
  id = ''

  /** @param id of the element, for `aria-activedescendant` */
  constructor(columns: readonly Column[], id: string) {
    this.#columns = columns
    this.#cells = columns.map(({ kind }) =>
      kind === 'curve' ? svgElement('path', { class: 'line' }) : element('span'),
    )
    const cells = columns.map(({ id: column, kind }, index) => {
      const [content = ''] = this.#cells.slice(index, index + 1)
      const inner = kind === 'curve' ? sparkline(content as SVGElement) : content
      return element('div', { role: 'gridcell', class: `cell ${kind}`, 'data-column': column }, inner)
    })
    for (const [index, cell] of cells.entries()) cell.setAttribute('aria-colindex', `${index + 1}`)
    this.root = element('div', { role: 'row', class: 'row', id }, ...cells)
  }

  render(live: LiveRow, { index, rowHeight, colour, active, places }: RowPlace): void {
    this.id = live.row.id
    this.root.style.transform = `translateY(${index * rowHeight}px)`
    setAttribute(this.root, 'aria-rowindex', `${index + 2}`)
    setAttribute(this.root, 'aria-selected', `${colour !== undefined}`)
    setAttribute(this.root, 'data-colour', colour === undefined ? undefined : `${colour}`)
    setAttribute(this.root, 'data-severity', `${severityOf(live)}`)
    setAttribute(this.root, 'data-row', live.row.interface)
    setAttribute(this.root, 'title', detailsOf(live))
    this.root.classList.toggle('active', active)
    for (const [column, cell] of this.#columns.map((column, at) => [column, this.#cells[at]] as const)) {
      if (cell === undefined) continue
      if (column.kind === 'curve') setAttribute(cell, 'd', curvePath(live, places))
      else setText(cell, column.text(live))
    }
  }
}

function curvePath({ history }: LiveRow, all: readonly number[]): string {
  const places = all.slice(-SPARKLINE_UPDATES)
  const received = history.read('receive', places)
  const transmitted = history.read('transmit', places)
  const both = received.map((value, index) => {
    const other = transmitted[index] ?? null
    return value === null ? other : value + (other ?? 0)
  })
  return sparklinePath(both)
}

function sparkline(path: SVGElement): SVGElement {
  const { width, height } = SPARKLINE
  // The numbers beside it say the same.
  const svg = svgElement('svg', {
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
    focusable: 'false',
  })
  svg.append(path)
  return svg
}
