/** A metric that a PromQL expression asks for. */
export interface Selector {
  readonly metric: string
  /** The labels that it is matched by. */
  readonly labels: readonly string[]
  /** Whether it asks for the samples of a time, `metric[5m]`. */
  readonly range: boolean
  /** The function or aggregation right around it, if there is one. */
  readonly within: string | undefined
}

/** What a PromQL expression asks for. */
export interface Asked {
  readonly selectors: readonly Selector[]
  /** The labels that it groups, joins or aggregates by. */
  readonly grouping: readonly string[]
}

const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[a-zA-Z_:][\w:]*|\d[\w.]*|[=!]~|[=!<>]=|[^\s]/g
const NAME = /^[a-zA-Z_:]/
const LABELS_FOLLOW = ['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']
const OPERATORS = ['and', 'or', 'unless', 'bool', 'offset', 'atan2']

/**
 * Finds what an expression asks for. It takes the expression to be a valid one, in which only metrics with a name are
 * selected: see to that with a Prometheus.
 *
 * @example
 * askedBy('sum by (a) (rate(b_total{c="d"}[5m]))')
 * // { selectors: [{ metric: 'b_total', labels: ['c'], range: true, within: 'rate' }], grouping: ['a'] }
 */
export function askedBy(expression: string): Asked {
  const tokens: readonly string[] = expression.match(TOKEN) ?? []
  const selectors: Selector[] = []
  const grouping: string[] = []
  /** What each open parenthesis belongs to. */
  const open: (string | undefined)[] = []
  /** An aggregation whose labels come before its parenthesis: `sum by (a) (…)`. */
  let aggregation: string | undefined
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? ''
    const next = tokens[at + 1]
    if (token === '(') {
      open.push(aggregation)
      aggregation = undefined
    } else if (token === ')') open.pop()
    else if (token === '[') at = tokens.indexOf(']', at)
    else if (!NAME.test(token) || OPERATORS.includes(token)) continue
    else if (LABELS_FOLLOW.includes(token)) {
      if (next !== '(') continue
      const end = tokens.indexOf(')', at)
      grouping.push(...names(tokens.slice(at + 2, end)))
      at = end
    } else if (next === '(' || LABELS_FOLLOW.includes(next ?? '')) aggregation = token
    else {
      const end = next === '{' ? tokens.indexOf('}', at) : at
      const labels = names(tokens.slice(at + 2, end))
      const within = open.findLast((name) => name !== undefined)
      selectors.push({ metric: token, labels, range: tokens[end + 1] === '[', within })
      at = end
    }
  }
  return { selectors, grouping }
}

function names(tokens: readonly string[]): readonly string[] {
  return tokens.filter((token) => NAME.test(token))
}
