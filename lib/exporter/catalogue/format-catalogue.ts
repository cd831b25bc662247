import type { CatalogueFamily, CatalogueSection } from './catalogue.js'

export const CATALOGUE_FORMATS = ['markdown', 'json'] as const
export type CatalogueFormat = (typeof CATALOGUE_FORMATS)[number]

/** The catalogue as a text, ending with a line feed. */
export function formatCatalogue(sections: readonly CatalogueSection[], format: CatalogueFormat): string {
  return format === 'json' ? `${JSON.stringify(sections, null, 2)}\n` : markdown(sections)
}

const PREFACE = `# Metrics

Printed by \`ovsdb-exporter --list-metrics=markdown\`; not to be edited by hand.

What a source does not tell is absent, never 0. *Since* is the first Open vSwitch that tells it, where not every one since 2.0 does. Of the classic names, N stands for the number of a queue, and KEY for any statistic that is not listed.
`

function markdown(sections: readonly CatalogueSection[]): string {
  return [PREFACE, ...sections.map(section)].join('\n')
}

function section({ collector, help, modes, database, enabled, families }: CatalogueSection): string {
  const title = collector === undefined ? 'The exporter itself' : `\`${collector}\``
  const where =
    database === undefined
      ? `In mode ${modes.map((mode) => `\`${mode}\``).join(', ')}`
      : `In probes of the database \`${database}\``
  const toggle =
    collector === undefined || database !== undefined
      ? ''
      : ` \`--${enabled ? 'no-' : ''}collector.${collector}\` turns it ${enabled ? 'off' : 'on'}.`
  const lines = [
    `## ${title}`,
    '',
    `${capital(help)}. ${where}.${toggle}`,
    '',
    '| Name | Type | Unit | Labels | Source | Since | Meaning |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...families.map(row),
    '',
  ]
  return lines.join('\n')
}

function row({ name, type, unit, labels, source, since, help }: CatalogueFamily): string {
  const names = labels.map((label) => `\`${label}\``).join(', ')
  const cells = [`\`${name}\``, type, unit ?? '', names, `\`${source}\``, since ?? '', help]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
