import { formatDuration } from '../model/format.js'
import type { Banner } from '../protocol.js'
import { element, setText } from './dom.js'

/** What is wrong, since when, and what to do. */
export class BannersView {
  readonly root = element('div', { class: 'banners', role: 'region', 'aria-label': 'Problems', 'aria-live': 'polite' })
  readonly #ages = new Map<HTMLElement, number>()
  #shown = ''

  render(banners: readonly Banner[]): void {
    const text = JSON.stringify(banners)
    if (text === this.#shown) return
    this.#shown = text
    this.#ages.clear()
    this.root.replaceChildren(...banners.map((banner) => this.#banner(banner)))
  }

  /** Lets the ages grow. @param now in milliseconds of the epoch */
  tick(now: number): void {
    for (const [node, since] of this.#ages) {
      setText(node, ` (since ${new Date(since).toLocaleTimeString()}, ${formatDuration(now - since)})`)
    }
  }

  #banner({ id, level, text, advice, since }: Banner): HTMLElement {
    // Not read out again each second.
    const age = element('span', { class: 'since', 'aria-live': 'off' })
    if (since !== null) this.#ages.set(age, since)
    return element(
      'div',
      { class: `banner ${level}`, 'data-banner': id },
      element('strong', {}, level === 'error' ? 'Error: ' : 'Warning: '),
      text,
      age,
      element('p', {}, advice),
    )
  }
}
