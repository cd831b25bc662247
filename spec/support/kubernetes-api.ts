import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Pod } from './kubernetes-pod.js'
import type { Scope } from './scope.js'

export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
}

/**
 * A stand-in for the Kubernetes API server: list and watch of pods, in all namespaces or in one, which is what
 * Prometheus' Kubernetes discovery asks for in the role `pod`. Everything else is 404, selectors are 400.
 */
export interface KubernetesApi {
  /** The `api_server` for Prometheus' `kubernetes_sd_configs`. */
  readonly url: string
  /** What was asked so far. */
  readonly requests: readonly ApiRequest[]
  /** Adds a pod, or changes the one of the same namespace and name; watchers are told. */
  putPod(pod: Pod): void
  /** Removes a pod; watchers are told. */
  deletePod(namespace: string, name: string): void
}

interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: Pod
  readonly version: number
}

interface Watcher {
  readonly response: ServerResponse
  readonly namespace: string | undefined
}

const PODS = /^\/api\/v1\/(?:namespaces\/([^/]+)\/)?pods$/

/** Starts the stand-in; it ends with the scope. */
export async function startKubernetesApi(scope: Scope, pods: readonly Pod[] = []): Promise<KubernetesApi> {
  const current = new Map<string, Pod>()
  const changes: Change[] = []
  const watchers = new Set<Watcher>()
  const requests: ApiRequest[] = []

  const change = (type: Change['type'], pod: Pod) => {
    const version = changes.length + 1
    const object = { ...pod, metadata: { ...pod.metadata, resourceVersion: `${version}` } }
    const entry = { type, object, version }
    changes.push(entry)
    for (const watcher of watchers) tell(watcher, entry)
    return object
  }
  const putPod = (pod: Pod) => {
    const key = keyOf(pod.metadata.namespace, pod.metadata.name)
    current.set(key, change(current.has(key) ? 'MODIFIED' : 'ADDED', pod))
  }
  const deletePod = (namespace: string, name: string) => {
    const pod = current.get(keyOf(namespace, name))
    if (pod === undefined) throw new Error(`expected a pod ${namespace}/${name} to delete, there is none`)
    current.delete(keyOf(namespace, name))
    change('DELETED', pod)
  }
  const list = (namespace: string | undefined) => ({
    kind: 'PodList',
    apiVersion: 'v1',
    metadata: { resourceVersion: `${changes.length}` },
    items: [...current.values()].filter((pod) => isIn(namespace, pod)),
  })
  const watch = (response: ServerResponse, namespace: string | undefined, since: number, seconds: number) => {
    const watcher = { response, namespace }
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
    for (const entry of changes.slice(since)) tell(watcher, entry)
    watchers.add(watcher)
    const timer = seconds > 0 ? setTimeout(() => response.end(), seconds * 1000) : undefined
    response.once('close', () => {
      watchers.delete(watcher)
      clearTimeout(timer)
    })
  }

  const server = createServer(({ method = '', url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://stand-in')
    const query = Object.fromEntries(searchParams)
    requests.push({ method, path: pathname, query, headers })
    const match = PODS.exec(pathname)
    if (method !== 'GET' || match === null) return refuse(response, 404, 'NotFound', `${method} ${pathname}`)
    if (query.labelSelector || query.fieldSelector) return refuse(response, 400, 'BadRequest', 'selectors')
    // An API server without streaming lists answers so, and the client then lists and watches.
    if (query.sendInitialEvents) return refuse(response, 422, 'Invalid', 'sendInitialEvents')
    if (query.watch === 'true' || query.watch === '1') {
      return watch(response, match[1], Number(query.resourceVersion ?? 0), Number(query.timeoutSeconds ?? 0))
    }
    answer(response, 200, list(match[1]))
  })
  for (const pod of pods) putPod(pod)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  scope.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, putPod, deletePod }
}

function tell({ response, namespace }: Watcher, { type, object }: Change): void {
  if (isIn(namespace, object)) response.write(`${JSON.stringify({ type, object })}\n`)
}

function isIn(namespace: string | undefined, pod: Pod): boolean {
  return namespace === undefined || namespace === pod.metadata.namespace
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`
}

function refuse(response: ServerResponse, code: number, reason: string, what: string): void {
  answer(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, code, message: what })
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
