import type { FuzzTarget } from '../target.js'
import { flags, probeConfig, remotes, webConfig } from './config.js'
import { leader, netmaster } from './contiv.js'
import { json, message, splitter } from './jsonrpc.js'
import { names } from './names.js'
import { schemas, updates, values } from './ovsdb.js'
import { pageMessages } from './page.js'
import { unixctlText } from './unixctl.js'
import { viewer } from './viewer.js'

/** All that takes what others wrote. */
export const TARGETS: readonly FuzzTarget[] = [
  splitter,
  json,
  message,
  values,
  schemas,
  updates,
  unixctlText,
  netmaster,
  leader,
  pageMessages,
  viewer,
  names,
  flags,
  webConfig,
  probeConfig,
  remotes,
]
