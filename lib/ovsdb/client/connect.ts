import { prepareDial } from '../dial.js'
import { clientFunctions } from './client-functions.js'

export const { connect, createClient, openClient } = clientFunctions(prepareDial)
