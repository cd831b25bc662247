import { displayWidth, escapeControls } from '../../interfaces/index.js'

/** What stands where nothing is known. */
export const UNKNOWN = '-'

/** Ends text that was cut. */
const CUT = '~'

const PLAIN = /^[ -~]*$/

/** How many columns of the terminal text takes. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : displayWidth(text)
}

/** Text that can be shown: nothing of it drives the terminal. */
export function shown(text: string): string {
  return PLAIN.test(text) ? text : escapeControls(text)
}

/** Text of exactly so many columns: cut where it is longer, with spaces where it is shorter. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = cutTo(text, width)
  const space = ' '.repeat(Math.max(0, width - widthOf(cut)))
  return align === 'left' ? cut + space : space + cut
}

/** Text of at most so many columns. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let cut = ''
  let taken = 0
  for (const character of text) {
    taken += widthOf(character)
    if (taken > width - CUT.length) break
    cut += character
  }
  return width < CUT.length ? '' : cut + CUT
}

/** Text as lines of at most so many columns, broken between words where there is room for them. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && widthOf(line) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.map((line) => cutTo(line, width))
}

/** `left` and `right` at the ends of so many columns; what is right gives way. */
export function spread(left: string, right: string, width: number): string {
  const room = width - widthOf(left) - 2
  return room < widthOf(right) ? fit(left, width) : left + fit(right, width - widthOf(left), 'right')
}
