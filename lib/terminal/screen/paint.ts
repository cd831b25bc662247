import type { Line, Style } from './frame.js'

/** Control sequences of ECMA-48 and of xterm's private modes. */
export const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J'
export const LEAVE = '\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l'

/** Graphic renditions (SGR), without colour and with it: no meaning is in a colour alone. */
const STYLES: Readonly<Record<Style, readonly [plain: string, coloured: string]>> = {
  plain: ['', ''],
  title: ['\x1b[1m', '\x1b[1m'],
  heading: ['\x1b[7m', '\x1b[7m'],
  error: ['\x1b[1m', '\x1b[1;31m'],
  warning: ['', '\x1b[33m'],
}

/**
 * What makes the terminal show these lines, where it showed others: only lines that are others are written.
 *
 * @param shown what it shows; nothing where that is not known
 */
export function paint(lines: readonly Line[], shown: readonly Line[], coloured: boolean): string {
  return lines
    .map(({ text, style }, at) => {
      const before = shown[at]
      if (before?.text === text && before.style === style) return ''
      const rendition = STYLES[style][coloured ? 1 : 0]
      return `\x1b[${at + 1};1H\x1b[2K${rendition}${text}${rendition === '' ? '' : '\x1b[0m'}`
    })
    .join('')
}
