/** Where to ask for the Netmaster leader. */
export type LeaderConfig =
  | { readonly kind: 'etcd'; readonly urls: readonly URL[] }
  | { readonly kind: 'consul'; readonly urls: readonly URL[] }
  | { readonly kind: 'fixed'; readonly url: URL }
