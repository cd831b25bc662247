import 'uplot/dist/uPlot.min.css'
import './page.css'
import { Page } from './page.js'

new Page(document.body).start()
