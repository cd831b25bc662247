import { formatRate } from '../model/format.js'
import { curvesOf } from '../model/live-row.js'
import type { Total } from '../protocol.js'
import { element } from './dom.js'

const TITLES = ['', 'Rows', 'Receive', 'Transmit', 'Receive packets', 'Transmit packets', 'Drops', 'Errors']

/** The sums by tenant, network, group and bridge. */
export class TotalsView {
  readonly #body = element('tbody')
  readonly root: HTMLDetailsElement
  #shown: readonly Total[] | undefined

  constructor() {
    const head = element('tr', {}, ...TITLES.map((title) => element(title === '' ? 'td' : 'th', {}, title)))
    for (const cell of head.querySelectorAll('th')) cell.setAttribute('scope', 'col')
    this.root = element(
      'details',
      { class: 'totals' },
      element('summary', {}, 'Totals'),
      element(
        'div',
        { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Totals' },
        element('table', {}, element('thead', {}, head), this.#body),
      ),
    )
    this.root.addEventListener('toggle', () => this.#draw())
  }

  render(totals: readonly Total[]): void {
    if (totals === this.#shown) return
    this.#shown = totals
    this.root.hidden = totals.length === 0
    this.#draw()
  }

  #draw(): void {
    if (this.root.open) this.#body.replaceChildren(...(this.#shown ?? []).map(totalRow))
  }
}

function totalRow(total: Total): HTMLElement {
  const { level, path, rows } = total
  const { receive, transmit, receivePackets, transmitPackets, drops, errors } = curvesOf(total)
  const texts = [
    `${rows}`,
    ...[receive, transmit].map((rate) => formatRate(rate, 'bit/s')),
    ...[receivePackets, transmitPackets, drops, errors].map((rate) => formatRate(rate, '/s')),
  ]
  return element(
    'tr',
    { class: level },
    element('th', { scope: 'row' }, `${level} ${path.join(' / ')}`),
    ...texts.map((text) => element('td', {}, text)),
  )
}
