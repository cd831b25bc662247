import uPlot from 'uplot'
import { CHARTS, type ChartName, chartData, chartSpan } from '../model/chart-data.js'
import { nameOf } from '../model/columns.js'
import { formatRate } from '../model/format.js'
import type { Timeline } from '../model/history.js'
import { curvesOf, type LiveRow } from '../model/live-row.js'
import { element, setText } from './dom.js'

export interface ChartContent {
  readonly timeline: Timeline
  readonly interval: number
  /** The rows to draw, with the numbers of their colours. */
  readonly rows: readonly (readonly [live: LiveRow, colour: number])[]
}

const HEIGHT = 220

/** The selected rows over the last minutes. */
export class ChartView {
  readonly #canvas = element('div', { class: 'canvas', role: 'img' })
  readonly #legend = element('ul', { class: 'legend' })
  readonly #choice = element('select', { id: 'chart-choice' })
  readonly #hint = element('p', { class: 'hint' })
  readonly #key = element('span', { class: 'key' }, 'solid: receive, dashed: transmit')
  readonly root: HTMLElement
  readonly #deselect: (id: string) => void
  #plot: uPlot | undefined
  #drawn = ''
  #content: ChartContent | undefined

  constructor(deselect: (id: string) => void) {
    this.#deselect = deselect
    for (const [name, { title }] of Object.entries(CHARTS))
      this.#choice.append(element('option', { value: name }, title))
    const label = element('label', { for: 'chart-choice' }, 'Show ')
    this.root = element(
      'section',
      { class: 'chart', 'aria-label': 'Chart of the selected rows' },
      element(
        'div',
        { class: 'chart-head' },
        element('h2', {}, 'Selected'),
        this.#key,
        element('span', {}, label, this.#choice),
      ),
      this.#hint,
      this.#canvas,
      this.#legend,
    )
    this.#choice.addEventListener('change', () => this.#redraw())
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#redraw())
    new ResizeObserver(() => this.#resize()).observe(this.root)
  }

  render(content: ChartContent): void {
    this.#content = content
    const { rows, timeline, interval } = content
    const chart = this.#choice.value as ChartName
    const empty = rows.length === 0 || timeline.last === undefined
    setText(
      this.#hint,
      rows.length === 0 ? 'Select rows to see them here over the last minutes.' : 'No rate is known yet.',
    )
    this.#hint.hidden = !empty
    this.#canvas.hidden = empty
    this.#key.hidden = empty || CHARTS[chart].curves.length === 1
    this.#renderLegend(rows, chart)
    const key = JSON.stringify([empty, chart, rows.map(([{ row }, colour]) => [row.id, colour])])
    if (key !== this.#drawn) {
      this.#drawn = key
      this.#plot?.destroy()
      this.#plot = empty ? undefined : this.#newPlot(rows, chart)
    }
    if (this.#plot === undefined) return
    const [min, max] = chartSpan(timeline, interval)
    const data = chartData(
      timeline,
      rows.map(([live]) => live),
      chart,
    )
    this.#plot.batch(() => {
      this.#plot?.setData(data, false)
      this.#plot?.setScale('x', { min, max })
    })
  }

  #redraw(): void {
    this.#drawn = ''
    if (this.#content !== undefined) this.render(this.#content)
  }

  #resize(): void {
    this.#plot?.setSize({ width: this.#canvas.clientWidth, height: HEIGHT })
  }

  #newPlot(rows: ChartContent['rows'], chart: ChartName): uPlot {
    const style = getComputedStyle(this.root)
    const { unit, curves } = CHARTS[chart]
    const line = { stroke: style.getPropertyValue('--line'), width: 1 }
    const axis = { stroke: style.getPropertyValue('--text'), grid: line, ticks: line }
    const series = rows.flatMap(([, colour]) =>
      curves.map((_, index) => ({
        stroke: style.getPropertyValue(`--colour-${colour}`),
        width: 2,
        // What is transmitted is dashed.
        ...(index === 0 ? {} : { dash: [6, 4] }),
        // A value between two gaps is a dot.
        points: { size: 4 },
      })),
    )
    return new uPlot(
      {
        width: this.#canvas.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { auto: false }, y: { range: (_, __, max) => [0, max > 0 ? max * 1.1 : 1] } },
        axes: [
          {
            ...axis,
            space: 80,
            values: (_, splits) => splits.map((time) => new Date(time * 1000).toLocaleTimeString()),
          },
          { ...axis, size: 96, values: (_, splits) => splits.map((value) => formatRate(value, unit)) },
        ],
        series: [{}, ...series],
      },
      [[]],
      this.#canvas,
    )
  }

  #renderLegend(rows: ChartContent['rows'], chart: ChartName): void {
    const { unit, curves } = CHARTS[chart]
    const items = rows.map(([live, colour]) => {
      const values = curves.map((curve) => formatRate(curvesOf(live)[curve], unit))
      return { id: live.row.id, colour, name: nameOf(live), values }
    })
    // Buttons that hold the focus are not made anew for a number.
    const buttons = [...this.#legend.querySelectorAll('button')]
    if (buttons.map(({ dataset }) => dataset.id).join() !== items.map(({ id }) => id).join()) {
      this.#legend.replaceChildren(...items.map(({ id, colour, name }) => this.#legendItem(id, colour, name)))
    }
    for (const [index, { values }] of items.entries()) {
      const text = this.#legend.children[index]?.querySelector('.values')
      if (text) text.textContent = values.length === 2 ? `receive ${values[0]}, transmit ${values[1]}` : `${values[0]}`
    }
    const names = items.map(({ name, values }) => `${name}: ${values.join(' and ')}`)
    this.#canvas.setAttribute('aria-label', `${CHARTS[chart].title} over the last minutes. ${names.join('; ')}`)
  }

  #legendItem(id: string, colour: number, name: string): HTMLElement {
    const button = element(
      'button',
      { type: 'button', class: 'remove', 'data-id': id, 'aria-label': `Remove ${name} from the chart` },
      '×',
    )
    button.addEventListener('click', () => this.#deselect(id))
    return element(
      'li',
      { 'data-colour': `${colour}` },
      element('span', { class: 'swatch', 'aria-hidden': 'true' }),
      element('span', { class: 'name' }, name),
      element('span', { class: 'values' }),
      button,
    )
  }
}
