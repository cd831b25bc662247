/** The part of a Kubernetes pod (core/v1) that discovery looks at. */
export interface Pod {
  readonly apiVersion: 'v1'
  readonly kind: 'Pod'
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly uid: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }
  readonly spec: {
    readonly nodeName: string
    readonly containers: readonly Container[]
  }
  readonly status: {
    readonly phase: 'Running' | 'Pending' | 'Succeeded' | 'Failed'
    readonly podIP: string
    readonly hostIP: string
    readonly conditions: readonly [{ readonly type: 'Ready'; readonly status: 'True' | 'False' }]
  }
}

interface Container {
  readonly name: string
  readonly image: string
  readonly ports?: readonly ContainerPort[]
}

interface ContainerPort {
  readonly name?: string
  readonly containerPort: number
  readonly protocol: 'TCP' | 'UDP'
}

export interface PodOptions {
  readonly name: string
  /** Where it listens: any address of 127.0.0.0/8. */
  readonly ip: string
  /** Default `default`. */
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  /** By container name, the ports it declares. Default: one container without ports. */
  readonly containers?: Readonly<Record<string, readonly number[]>>
  readonly nodeName?: string
}

/** A running pod as the API server shows it. */
export function makePod({
  name,
  ip,
  namespace = 'default',
  labels = {},
  annotations = {},
  containers = { main: [] },
  nodeName = 'node-1',
}: PodOptions): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, uid: `uid-of-${namespace}-${name}`, labels, annotations },
    spec: {
      nodeName,
      containers: Object.entries(containers).map(([container, ports]) => ({
        name: container,
        image: `example/${container}:1`,
        ports: ports.map((containerPort) => ({ containerPort, protocol: 'TCP' })),
      })),
    },
    status: { phase: 'Running', podIP: ip, hostIP: '127.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] },
  }
}
