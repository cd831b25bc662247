import { z } from 'zod'
import { networkTag } from './endpoint.js'
import { PayloadError } from './errors.js'
import { listOf } from './payload-list.js'

/** What `parsePayload` reports of a value that does not fit: the field's path and what stands there. */
type Issue = z.core.$ZodIssue

/** Contiv numbers networks by VLANs and VXLANs, 4,094 and as a rule 10,000; each is asked about by itself. */
const MAX_NETWORKS = 16_384

/** Netmaster's key of what belongs to a tenant. */
export function objectKey({ tenant, name }: { readonly tenant: string; readonly name: string }): string {
  return `${tenant}:${name}`
}

/** Absent means empty: Netmaster leaves empty members out. The keys are `<tenant>:<name>`. */
const links = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((set) => Object.keys(set ?? {}))

export const tenantsPayload = listOf(
  z
    .object({ tenantName: z.string(), 'link-sets': z.object({ Networks: links }).nullish() })
    .transform((tenant) => ({ name: tenant.tenantName, networks: tenant['link-sets']?.Networks ?? [] })),
  { keyOf: ({ name }) => name },
)

export const networksPayload = listOf(
  z
    .object({
      networkName: z.string(),
      tenantName: z.string(),
      nwType: z.string().nullish(),
      'link-sets': z.object({ EndpointGroups: links }).nullish(),
    })
    .transform((network) => ({
      name: network.networkName,
      tenant: network.tenantName,
      infra: network.nwType === 'infra',
      endpointGroups: network['link-sets']?.EndpointGroups ?? [],
    })),
  { most: MAX_NETWORKS, keyOf: objectKey },
)

export const endpointGroupsPayload = listOf(
  z
    .object({
      groupName: z.string(),
      networkName: z.string(),
      tenantName: z.string(),
      'link-sets': z.object({ Policies: links }).nullish(),
      links: z.object({ NetProfile: z.object({ key: z.string().nullish() }).nullish() }).nullish(),
    })
    .transform((group) => ({
      name: group.groupName,
      network: group.networkName,
      tenant: group.tenantName,
      policies: group['link-sets']?.Policies ?? [],
      // A group without profile has an empty object there.
      netProfile: group.links?.NetProfile?.key || undefined,
    })),
  { keyOf: objectKey },
)

/** The network that is inspected, which every inspection holds: other JSON does not say that nobody is there. */
export const inspectedNetwork = z.object({
  networkName: z.string(),
  tenantName: z.string(),
  subnet: z.string().nullish(),
})

/** An endpoint of an inspection; what it lacks is absent. */
export const inspectedEndpoint = z.object({
  endpointID: z.string().nullish(),
  network: z.string().nullish(),
  homingHost: z.string().nullish(),
  containerName: z.string().nullish(),
  containerID: z.string().nullish(),
  serviceName: z.string().nullish(),
})

/** What was told of a network, and of which: by `networkTag`. */
export interface Inspection<Content> {
  readonly tag: string
  readonly content: Content
}

export function inspectionOf<Content>(
  { networkName: name, tenantName: tenant }: z.output<typeof inspectedNetwork>,
  content: (tag: string) => Content,
): Inspection<Content> {
  const tag = networkTag({ tenant, name })
  return { tag, content: content(tag) }
}

/** Those that have an id and are of that network, each id once. */
export function ownEndpoints(tag: string, told: readonly z.output<typeof inspectedEndpoint>[] | null | undefined) {
  const own = (told ?? []).flatMap((endpoint) =>
    endpoint.endpointID && endpoint.network === tag ? { ...endpoint, endpointID: endpoint.endpointID } : [],
  )
  return [...new Map(own.map((endpoint) => [endpoint.endpointID, endpoint])).values()]
}

/**
 * `endpoints` is absent, not empty, on a network without endpoints; so are an endpoint's empty members. It is absent as
 * well when Netmaster could count them and not read them.
 */
export const networkInspectPayload = z
  .object({
    Config: inspectedNetwork,
    Oper: z
      .object({ numEndpoints: z.number().nullish(), endpoints: listOf(inspectedEndpoint).nullish() })
      .refine(({ numEndpoints, endpoints }) => !numEndpoints || endpoints, {
        path: ['endpoints'],
        error: ({ input }) => `expected ${(input as { numEndpoints: number }).numEndpoints} of them, got nothing`,
      }),
  })
  .transform(({ Config, Oper }) => inspectionOf(Config, (tag) => ownEndpoints(tag, Oper.endpoints)))

export const versionPayload = z.object({ Version: z.string() }).transform(({ Version }) => Version)

/** A tenant and the keys of its networks. */
export type Tenant = Readonly<z.output<typeof tenantsPayload>[number]>

/** A network and the keys of its endpoint groups. An `infra` network joins hosts and holds no endpoints. */
export type Network = Readonly<z.output<typeof networksPayload>[number]>

/** An endpoint group, the keys of its policies, and the key of its net profile if it has one. */
export type EndpointGroup = Readonly<z.output<typeof endpointGroupsPayload>[number]>

/**
 * Checks a value from outside; unknown members are ignored.
 *
 * @param what what to call the value in messages: `GET /api/v1/networks/`
 * @throws {PayloadError} such as `GET /api/v1/networks/: [2].networkName: expected string, got number`
 */
export function parsePayload<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new PayloadError(`${what}: ${issue === undefined ? 'unexpected value' : describe(issue, value)}`)
}

function describe(issue: Issue, value: unknown): string {
  const path = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  const found = issue.path.reduce<unknown>((part, step) => (part as Record<PropertyKey, unknown>)[step], value)
  const text = issue.code === 'invalid_type' ? `expected ${issue.expected}, got ${typeName(found)}` : issue.message
  return path === '' ? text : `${path.replace(/^\./, '')}: ${text}`
}

function typeName(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
