import { NAME } from '../help.js'
import type { Frame, Line, Size } from './frame.js'
import { cutTo, fit } from './text.js'
import { BINDINGS } from './view-state.js'

const NOTES = [
  'Rates are of the last statistics updates of the switch, and rx is what the',
  'switch receives; of a Contiv endpoint, what the container receives.',
  'k, M, G are powers of 1000. "-" is not known. Any key goes back.',
]

const KEYS_WIDTH = 18

/** Draws what the keys do. */
export function drawHelp({ columns, rows }: Size): Frame {
  const bindings = BINDINGS.filter(({ help }) => help !== undefined).map(
    ({ keys, help }) => `${fit(keys.map((key) => key.replace(/^<(.+)>$/, '$1')).join(' '), KEYS_WIDTH)}${help}`,
  )
  const lines = [`${NAME}: keys`, ...NOTES, ...bindings].slice(0, rows)
  const blank = Array.from({ length: rows - lines.length }, () => '')
  return {
    lines: [...lines, ...blank].map(
      (text, at): Line => ({ text: cutTo(text, columns), style: at === 0 ? 'title' : 'plain' }),
    ),
    page: 0,
  }
}
