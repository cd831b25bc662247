/** Faults of `ovs-vswitchd` and of its control socket. */
export const UNIXCTL_FAULTS = {
  'vswitchd-stopped': 'ovs-vswitchd is stopped (SIGSTOP)',
  'control-silent': 'its control socket accepts, and does not answer',
  'control-replaced': 'it hangs, and its control socket is removed and made anew',
  'control-garbage': 'it answers garbage',
  'control-doubled': 'it tells everything twice',
  'control-other-id': 'it answers under another id',
  'control-endless': 'it answers without end',
} as const
