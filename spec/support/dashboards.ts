import { readdirSync, readFileSync } from 'node:fs'

/** A dashboard as Grafana keeps it, as far as the specs look at it. */
export interface Dashboard {
  readonly uid: string
  readonly title: string
  readonly schemaVersion: number
  readonly templating: { readonly list: readonly Variable[] }
  readonly annotations?: { readonly list: readonly Annotation[] }
  readonly panels: readonly Panel[]
}

export interface Variable {
  readonly name: string
  readonly type: string
  readonly datasource?: Datasource
  readonly query: string | { readonly query: string }
  readonly current?: { readonly value: string | readonly string[] }
  readonly allValue?: string
}

export interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: Datasource
  readonly targets?: readonly Target[]
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string }; readonly overrides: readonly Override[] }
  readonly options?: { readonly textMode?: string; readonly sortBy?: ReadonlyArray<{ readonly displayName: string }> }
  readonly transformations?: readonly Transformation[]
}

export interface Target {
  readonly refId: string
  readonly expr: string
  readonly legendFormat?: string
  readonly instant?: boolean
  readonly format?: string
}

export interface Override {
  readonly matcher: { readonly id: string; readonly options: string }
  readonly properties: ReadonlyArray<{ readonly id: string; readonly value: unknown }>
}

export interface Transformation {
  readonly id: string
  readonly options: {
    readonly include?: { readonly names: readonly string[] }
    readonly renameByName?: Readonly<Record<string, string>>
    readonly indexByName?: Readonly<Record<string, number>>
  }
}

interface Datasource {
  readonly type: string
  readonly uid: string
}

interface Annotation {
  readonly name: string
  readonly expr?: string
}

/** A PromQL expression of a dashboard. */
export interface DashboardQuery {
  /** `Node / Flows B`, `Node / $bridge` */
  readonly name: string
  /** With Grafana's variables in it. */
  readonly expression: string
  /** The labels that are shown of what it finds. */
  readonly shown: readonly string[]
}

const FOLDER = 'deploy/grafana'

/** The dashboards of this repository, by the name of their file. */
export function readDashboards(): ReadonlyMap<string, Dashboard> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  return new Map(files.map((name) => [name, JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'))]))
}

/** Every expression in the panels, variables and annotations of a dashboard. */
export function queriesOf({ title, templating, annotations, panels }: Dashboard): readonly DashboardQuery[] {
  return [
    ...panels.flatMap((panel) =>
      (panel.targets ?? []).map((target) => ({
        name: `${title} / ${panel.title} ${target.refId}`,
        expression: target.expr,
        shown: [...(target.legendFormat ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
      })),
    ),
    ...templating.list.flatMap((variable) => {
      const asked = labelValues(variable)
      if (asked === undefined) return []
      const expression = `group by (${asked.label}) (${asked.selector})`
      return [{ name: `${title} / $${variable.name}`, expression, shown: [asked.label] }]
    }),
    ...(annotations?.list ?? []).map(({ name, expr = '' }) => ({
      name: `${title} / ${name}`,
      expression: expr,
      shown: [],
    })),
  ]
}

/** What a variable of type `query` asks for. @throws when it is not `label_values(SELECTOR, LABEL)` */
export function labelValues({
  name,
  type,
  query,
}: Variable): { readonly selector: string; readonly label: string } | undefined {
  if (type !== 'query') return undefined
  const text = typeof query === 'string' ? query : query.query
  const [, selector, label] = /^label_values\((.+), (\w+)\)$/.exec(text) ?? []
  if (selector === undefined || label === undefined) throw new Error(`$${name}: expected label_values, got ${text}`)
  return { selector, label }
}

/** The names of the variables that a text refers to. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map(([, braced, plain]) => braced ?? plain ?? '')
}

/** An expression with a value for each variable. Without one for a variable of Grafana's: what it often is. */
export function withValues(expression: string, values: Readonly<Record<string, string>>): string {
  return variablesIn(expression).reduce(
    (text, name) => text.replace(new RegExp(`\\$(\\{${name}\\}|${name}\\b)`), values[name] ?? BUILT_IN[name] ?? ''),
    expression,
  )
}

/** Variables that Grafana sets by itself; their names begin with two underscores. */
const BUILT_IN: Readonly<Record<string, string>> = { __rate_interval: '1m' }

/** Values for all variables of a dashboard: everything, and of those that are chosen from a list what is chosen first. */
export function allValues({ templating }: Dashboard): Readonly<Record<string, string>> {
  return Object.fromEntries(
    templating.list.map(({ name, type, current }) => [name, type === 'query' ? '.*' : String(current?.value ?? '')]),
  )
}
