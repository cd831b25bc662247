import 'uplot/dist/uPlot.min.css'
import './styles/index.css'
import { Page } from './page.js'

new Page(document.body).start()
