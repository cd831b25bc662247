import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface MarkdownDocument {
  /** From the top of the repository. */
  readonly file: string
  readonly text: string
}

/** What is installed or made, and no part of the repository. */
const OTHERS: readonly string[] = ['node_modules', 'dist']

/** Every Markdown file of the repository. */
export function markdownDocuments(dir = '.'): readonly MarkdownDocument[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry): readonly MarkdownDocument[] => {
    const file = join(dir, entry.name)
    if (entry.isDirectory())
      return entry.name.startsWith('.') || OTHERS.includes(entry.name) ? [] : markdownDocuments(file)
    return entry.name.endsWith('.md') ? [{ file, text: readFileSync(file, 'utf8') }] : []
  })
}

/** The text without blocks and spans of code, in which nothing is a link or a heading. */
export function prose(text: string): string {
  return text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '))
}

/** Where its links and pictures lead. */
export function targetsOf(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target)
}

/** The names by which its headings can be linked to, as GitHub makes them. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')
    const again = [...anchors].filter((one) => one.replace(/-\d+$/, '') === anchor).length
    anchors.add(again === 0 ? anchor : `${anchor}-${again}`)
  }
  return anchors
}

/** Its commands: the lines of `sh` blocks without their comments, continued ones as one. */
export function commandsOf(text: string): readonly string[] {
  return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) =>
        line
          .replace(/(^|\s)#.*$/, '')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      )
      .filter((line) => line !== ''),
  )
}
