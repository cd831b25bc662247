import { clientFunctions } from '../client/client-functions.js'
import { prepareDial } from './dial.js'

export const { connect, createClient, openClient } = clientFunctions(prepareDial)
