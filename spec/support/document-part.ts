/**
 * Puts text in the place of a part of a Markdown document: what is between `<!-- NAME: … -->` and `<!-- /NAME -->`.
 *
 * @throws when the document has no such part
 */
export function replacePart(document: string, name: string, text: string): string {
  const { before, after } = split(document, name)
  return `${before}\n${text.trim()}\n\n${after}`
}

/** The text of a part. @throws when the document has no such part */
export function partOf(document: string, name: string): string {
  return split(document, name).part.trim()
}

function split(document: string, name: string) {
  const pattern = new RegExp(`^(.*<!-- ${name}: [^\\n]*-->\\n)(.*)(<!-- /${name} -->.*)$`, 's')
  const [, before, part, after] = pattern.exec(document) ?? []
  if (before === undefined || part === undefined || after === undefined) {
    throw new Error(`expected the marks of ${name} in the document`)
  }
  return { before, part, after }
}
