import { decodeLabels } from '../exposition/labels.js'
import type { Sample } from './declaration.js'

/**
 * The series of one collector, to find those that a family has twice. Families share labels: each are looked at once,
 * and known by a number from then on.
 */
export class Series {
  readonly #numbersByLabels = new Map<Uint8Array, number>()
  readonly #numbersByText = new Map<string, number>()
  /** By number, the last family that had such a series. */
  readonly #families: (string | undefined)[] = []

  /** @returns false when the family has it already */
  add(family: string, labels: Uint8Array, extra: Sample[2]): boolean {
    const number = extra === undefined ? this.#numberOf(labels) : this.#numberWith(labels, extra)
    if (this.#families[number] === family) return false
    this.#families[number] = family
    return true
  }

  #numberOf(labels: Uint8Array): number {
    const known = this.#numbersByLabels.get(labels)
    if (known !== undefined) return known
    const number = this.#numberOfText(decodeLabels(labels))
    this.#numbersByLabels.set(labels, number)
    return number
  }

  #numberWith(labels: Uint8Array, [name, value]: NonNullable<Sample[2]>): number {
    return this.#numberOfText(`${this.#numberOf(labels)} ${name}=${value}`)
  }

  #numberOfText(text: string): number {
    const known = this.#numbersByText.get(text)
    if (known !== undefined) return known
    const number = this.#numbersByText.size
    this.#numbersByText.set(text, number)
    return number
  }
}
