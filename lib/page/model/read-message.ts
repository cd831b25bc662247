import type { Message } from '../protocol.js'

type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const flag: Check = (value) => typeof value === 'boolean'
const finite: Check = (value) => Number.isFinite(value)
/** A number would lose digits where it comes as text. */
const integer: Check = (value) => Number.isInteger(value) || (typeof value === 'string' && /^-?\d{1,20}$/.test(value))

const oneOf = (...words: readonly string[]) => ((value) => words.some((word) => word === value)) satisfies Check
const orNull = (check: Check) => ((value) => value === null || check(value)) satisfies Check
const optional = (check: Check) => ((value) => value === undefined || check(value)) satisfies Check
const list = (check: Check) => ((value) => Array.isArray(value) && value.every(check)) satisfies Check
const tuple = (...checks: readonly Check[]) =>
  ((value) => Array.isArray(value) && checks.every((check, index) => check(value[index]))) satisfies Check
const object = (members: Readonly<Record<string, Check>>) => {
  const entries = Object.entries(members)
  return ((value) => isObject(value) && entries.every(([name, check]) => check(value[name]))) satisfies Check
}

const rates = list(orNull(finite))
const rows = list(
  object({
    id: text,
    kind: oneOf('endpoint', 'interface'),
    interface: text,
    tenant: text,
    network: text,
    group: text,
    host: text,
    container: text,
    bridge: text,
    type: text,
    state: oneOf('up', 'down', 'off', 'error', 'unknown'),
    error: text,
    unmatched: flag,
  }),
)
const samples = list(tuple(text, rates, list(orNull(integer))))
const level = oneOf('tenant', 'network', 'group', 'bridge')
const totals = list(object({ level, path: list(text), rows: finite, rates }))
const banners = list(object({ id: text, level: oneOf('error', 'warning'), text, advice: text, since: orNull(finite) }))
const groups = list(object({ name: text, policies: list(text), netProfile: orNull(text) }))
const tenants = list(object({ name: text, networks: list(object({ name: text, groups })) }))

const MESSAGES: Readonly<Record<Message['type'], Check>> = {
  switch: object({
    mode: text,
    version: text,
    sequence: finite,
    interval: finite,
    up: flag,
    rows,
    samples,
    totals,
    banners,
  }),
  update: object({
    sequence: finite,
    time: optional(finite),
    interval: optional(finite),
    rows: optional(rows),
    gone: optional(list(text)),
    samples: optional(samples),
    totals: optional(totals),
    banners: optional(banners),
  }),
  netmaster: object({ mode: text, version: text, time: orNull(finite), tenants: orNull(tenants), banners }),
  alive: object({}),
}

/** The message that the data of a WebSocket are; `undefined` when they are none that this page understands. */
export function readMessage(data: unknown): Message | undefined {
  const json = parsed(data)
  return isMessage(json) ? json : undefined
}

function isMessage(json: unknown): json is Message {
  if (!isObject(json) || typeof json.type !== 'string' || !Object.hasOwn(MESSAGES, json.type)) return false
  return MESSAGES[json.type as Message['type']](json)
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
