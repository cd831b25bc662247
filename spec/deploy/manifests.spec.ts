import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseAllDocuments } from 'yaml'
import { run } from '../support/run.js'
import { tempDir } from '../support/temp-dir.js'
import { missing } from '../support/which.js'

const FOLDER = 'deploy/kubernetes'

/** What current Kubernetes and kustomize serve. */
const API_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  v1: ['ConfigMap', 'Namespace', 'Service', 'ServiceAccount'],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding'],
  'kustomize.config.k8s.io/v1beta1': ['Kustomization'],
  'kustomize.config.k8s.io/v1alpha1': ['Component'],
}

const SIDECARS = [
  { mode: 'netplugin', kind: 'DaemonSet', port: 9004 },
  { mode: 'netmaster', kind: 'ReplicaSet', port: 9005 },
] as const

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name: string }
  readonly spec?: { readonly template?: { readonly spec: PodSpec } }
  readonly rules?: unknown
  readonly resources?: readonly string[]
  readonly patches?: ReadonlyArray<{ readonly path: string }>
  readonly configMapGenerator?: ReadonlyArray<{ readonly name: string; readonly files: readonly string[] }>
}

interface PodSpec {
  readonly securityContext?: object
  readonly containers: readonly Container[]
  readonly volumes?: ReadonlyArray<{ readonly name: string; readonly configMap?: { readonly name: string } }>
}

interface Container {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly ports: ReadonlyArray<{ readonly name: string; readonly containerPort: number }>
  readonly securityContext: object
  readonly volumeMounts?: ReadonlyArray<{ readonly name: string; readonly mountPath: string }>
}

const read = (path: string): string => readFileSync(path, 'utf8')

function parse(text: string): Manifest[] {
  return parseAllDocuments(text, { uniqueKeys: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings]
    if (problem !== undefined) throw problem
    return document.toJS() as Manifest
  })
}

const containersOf = (manifest: Manifest): readonly Container[] => manifest.spec?.template?.spec.containers ?? []

function only<T>(items: readonly T[]): T {
  const [item, ...more] = items
  if (item === undefined || more.length > 0) throw new Error(`expected one, got ${items.length}`)
  return item
}

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => join(FOLDER, name))
const manifests = files.flatMap((file) => parse(read(file)).map((manifest) => ({ file, manifest })))
const dockerfile = read('Dockerfile')
const dockerUser = Number(/^USER (\d+):\1$/m.exec(dockerfile)?.[1])
const { version } = JSON.parse(read('package.json')) as { version: string }

t.test('every manifest has an API version that current Kubernetes serves', async (t) => {
  t.ok(manifests.length >= 10, 'there are manifests')
  for (const { file, manifest } of manifests) {
    t.ok(API_VERSIONS[manifest.apiVersion]?.includes(manifest.kind), `${file}: ${manifest.apiVersion} ${manifest.kind}`)
  }
})

t.test('every container gives up what it does not need', async (t) => {
  const pods = manifests.filter(({ manifest }) => containersOf(manifest).length > 0)
  t.equal(pods.length, 3)
  for (const { file, manifest } of pods) {
    for (const container of containersOf(manifest)) {
      const context = { ...manifest.spec?.template?.spec.securityContext, ...container.securityContext }
      t.match(
        context,
        {
          runAsNonRoot: true,
          runAsUser: Number,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        `${file}: ${container.name}`,
      )
    }
  }
})

for (const { mode, kind, port } of SIDECARS) {
  t.test(`the sidecar in mode ${mode}`, async (t) => {
    const manifest = only(parse(read(`${FOLDER}/sidecars/${mode}.yaml`)))
    t.match(manifest, {
      kind,
      metadata: { name: `contiv-${mode}`, namespace: 'kube-system' },
      spec: {
        template: {
          metadata: { annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': `${port}` } },
          spec: { hostNetwork: true },
        },
      },
    })
    const container = only(containersOf(manifest))
    const probe = { httpGet: { path: '/healthz', port: 'metrics' } }
    t.match(container, {
      name: `${mode}-exporter`,
      image: `ovsdb-exporter:${version}`,
      livenessProbe: probe,
      readinessProbe: probe,
      resources: { requests: { cpu: String, memory: String }, limits: { memory: String } },
      securityContext: { runAsUser: dockerUser, runAsGroup: dockerUser },
    })
    t.strictSame((container as { env?: unknown }).env, [
      { name: 'EXPORTER_MODE', value: mode },
      { name: 'CONTIV_ETCD', valueFrom: { configMapKeyRef: { name: 'contiv-config', key: 'contiv_etcd' } } },
    ])
    t.strictSame(container.ports, [{ name: 'metrics', containerPort: port, protocol: 'TCP' }])
    t.ok(/^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(' ').includes(`${port}`), 'the image exposes the port')
  })
}

t.test('kustomizations name files that exist, and leave none out', async (t) => {
  for (const { file, manifest } of manifests.filter(({ file }) => file.endsWith('kustomization.yaml'))) {
    const folder = join(file, '..')
    const named = [...(manifest.resources ?? []), ...(manifest.patches ?? []).map(({ path }) => path)]
    const present = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
    t.strictSame([...named].sort(), present.sort(), folder)
  }
})

t.test("Prometheus runs with the repository's prometheus.yml", async (t) => {
  const kustomization = only(parse(read(`${FOLDER}/prometheus/kustomization.yaml`)))
  const { name, files } = only(kustomization.configMapGenerator ?? [])
  t.equal(join(FOLDER, 'prometheus', only(files)), 'prometheus.yml')
  t.ok(existsSync('prometheus.yml'))
  const pod = only(parse(read(`${FOLDER}/prometheus/deployment.yaml`))).spec?.template?.spec
  const container = only(pod?.containers ?? [])
  const volume = only((pod?.volumes ?? []).filter(({ configMap }) => configMap?.name === name))
  const mount = only((container.volumeMounts ?? []).filter((mount) => mount.name === volume.name))
  t.ok(container.args?.includes(`--config.file=${mount.mountPath}/prometheus.yml`))
  t.match(pod, { serviceAccountName: 'prometheus' })
})

t.test('Prometheus may read pods, and nothing else', async (t) => {
  const rbac = parse(read(`${FOLDER}/prometheus/rbac.yaml`))
  const role = only(rbac.filter(({ kind }) => kind === 'ClusterRole'))
  t.strictSame(role.rules, [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }])
  t.match(only(rbac.filter(({ kind }) => kind === 'ClusterRoleBinding')), {
    roleRef: { kind: 'ClusterRole', name: role.metadata?.name },
    subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'contiv-monitoring' }],
  })
})

/** Contiv's workloads as its installer makes them, with the Ruby exporter in one of them. */
const CONTIV = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: contiv-netplugin, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: contiv-netplugin } }
  template:
    metadata: { labels: { k8s-app: contiv-netplugin } }
    spec:
      containers:
        - { name: netplugin-exporter, image: ruby-exporter, env: [{ name: EXPORTER_MODE, value: netplugin }] }
        - { name: contiv-netplugin, image: contiv }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: contiv-netmaster, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: contiv-netmaster } }
  template:
    metadata: { labels: { k8s-app: contiv-netmaster } }
    spec: { containers: [{ name: contiv-netmaster, image: contiv }] }
`

t.test('kustomize renders them', { skip: missing('kubectl') }, async (t) => {
  t.test('the sidecars beside Contiv, in place of the Ruby exporter', async (t) => {
    const dir = tempDir(t)
    cpSync(`${FOLDER}/sidecars`, join(dir, 'sidecars'), { recursive: true })
    writeFileSync(join(dir, 'contiv.yaml'), CONTIV)
    writeFileSync(
      join(dir, 'kustomization.yaml'),
      'resources: [contiv.yaml]\ncomponents: [sidecars]\nimages: [{ name: ovsdb-exporter, newName: example/exporter }]\n',
    )
    const workloads = parse(await run('kubectl', ['kustomize', dir]))
    const image = `example/exporter:${version}`
    const images = new Map(
      workloads.map((workload) => [
        workload.metadata?.name,
        Object.fromEntries(containersOf(workload).map(({ name, image }) => [name, image])),
      ]),
    )
    t.strictSame(
      images,
      new Map([
        ['contiv-netplugin', { 'netplugin-exporter': image, 'contiv-netplugin': 'contiv' }],
        ['contiv-netmaster', { 'netmaster-exporter': image, 'contiv-netmaster': 'contiv' }],
      ]),
    )
  })

  t.test('Prometheus with its configuration', async (t) => {
    const args = ['kustomize', '--load-restrictor', 'LoadRestrictionsNone', `${FOLDER}/prometheus`]
    const rendered = parse(await run('kubectl', args))
    t.match(only(rendered.filter(({ kind }) => kind === 'ConfigMap')), {
      data: { 'prometheus.yml': read('prometheus.yml') },
    })
  })
})
