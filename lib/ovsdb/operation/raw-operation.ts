/** An operation in the form that RFC 7047 section 5.2 gives it on the wire. */
export interface RawOperation {
  readonly op: string
  readonly [member: string]: unknown
}
