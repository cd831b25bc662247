import { serve } from '../worker.js'
import { TARGETS } from './index.js'

serve(TARGETS)
