import type { CollectorDescription, FamilyDescription } from '../collectors/declaration.js'
import { COLLECTORS, VTEP_COLLECTORS } from '../collectors/registry.js'
import { unitOf } from '../exposition/unit.js'
import { ownFamilies } from './own-families.js'

/** A metric family as the catalogue tells it. */
export interface CatalogueFamily {
  /** Of a classic name, N stands for the number of a queue, and KEY for any statistic. */
  readonly name: string
  readonly type: string
  readonly unit?: string
  readonly labels: readonly string[]
  readonly help: string
  /** Table and column, command, or path that the values come from. */
  readonly source: string
  /** The first Open vSwitch that tells it; absent where every one since 2.0 does. */
  readonly since?: string
}

/** What one collector tells, or, without a name, the exporter of itself. */
export interface CatalogueSection {
  readonly collector?: string
  readonly help: string
  readonly modes: readonly string[]
  /** The database whose probes tell it, where no mode does. */
  readonly database?: string
  /** Whether it runs when nobody says anything. */
  readonly enabled: boolean
  readonly families: readonly CatalogueFamily[]
}

/** Everything that the exporter can tell. */
export function catalogue(): readonly CatalogueSection[] {
  const probed = VTEP_COLLECTORS.filter(({ modes }) => modes.length === 0)
  return [
    ...COLLECTORS.map(toSection),
    ...probed.map((collector) => ({ ...toSection(collector), database: 'hardware_vtep' })),
    {
      help: 'the exporter itself: its collectors, its scrapes, HTTP, the process',
      modes: ['ovs', 'netplugin', 'netmaster'],
      enabled: true,
      families: ownFamilies().map(toCatalogue),
    },
  ]
}

function toSection({ name, help, modes, enabled, families }: CollectorDescription): CatalogueSection {
  return { collector: name, help, modes, enabled, families: families.map(toCatalogue) }
}

function toCatalogue({ name, type, help, labels, source, since }: FamilyDescription): CatalogueFamily {
  const unit = unitOf(name.replace(/_total$/, ''))
  return {
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    labels,
    help,
    source,
    ...(since === undefined ? {} : { since }),
  }
}
