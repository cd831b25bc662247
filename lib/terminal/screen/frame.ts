import { type Column, severityOf, troublesOf } from '../../page/model/columns.js'
import { formatDuration } from '../../page/model/format.js'
import type { LiveRow } from '../../page/model/live-row.js'
import type { Sort } from '../../page/model/order.js'
import type { Banner } from '../../page/protocol.js'
import { NAME } from '../help.js'
import { cellOf, GAP, layOut, type ShownColumn } from './layout.js'
import { cutTo, fit, shown, spread, widthOf, wrap } from './text.js'
import { clampTop, type ViewState } from './view-state.js'

export type Style = 'plain' | 'title' | 'heading' | 'error' | 'warning'

/** A line of the screen, of no more columns than it has. */
export interface Line {
  readonly text: string
  readonly style: Style
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** All that is to be seen. */
export interface Picture {
  readonly remote: string
  readonly now: Date
  readonly up: boolean
  /** Milliseconds that rates are over. */
  readonly interval: number
  /** Whether it has told of none for so long that rates are not known. */
  readonly silent: boolean
  /** When the switch last told of its counters, in milliseconds of the epoch. */
  readonly countedAt: number | undefined
  /** Since when it is paused. */
  readonly pausedAt: Date | undefined
  readonly banners: readonly Banner[]
  /** Filtered and sorted. */
  readonly rows: readonly LiveRow[]
  /** All that there are. */
  readonly all: readonly LiveRow[]
  readonly columns: readonly Column[]
}

/** What of the screen is not rows. */
export interface Frame {
  readonly lines: readonly Line[]
  /** Rows that fit. */
  readonly page: number
}

/** Lines that a banner may take. */
const BANNER_LINES = 3

/** Draws the table: above it what it is of, and what is wrong; below it where one is in it. */
export function drawTable(picture: Picture, view: ViewState, { columns: width, rows: height }: Size): Frame {
  const { rows, columns } = picture
  const shownColumns = layOut(columns, rows, width, view.bytes)
  const banners = picture.banners.flatMap((banner) => bannerLines(banner, picture.now, width))
  const { head, foot, page } = fitted(
    [
      { text: spread(`${NAME}  ${shown(picture.remote)}`, timeOf(picture.now), width), style: 'title' },
      { text: cutTo(statusOf(picture, view), width), style: picture.pausedAt === undefined ? 'plain' : 'warning' },
      ...banners,
      { text: fit(headingsOf(shownColumns, view.sort), width), style: 'heading' },
    ],
    height,
  )
  const top = clampTop(view.top, { rows: rows.length, page })
  const body = rows.slice(top, top + page).map((live) => rowLine(live, shownColumns, view.bytes))
  const nothing: readonly Line[] =
    rows.length > 0 || page === 0 ? [] : [{ text: cutTo(nothingOf(picture, view), width), style: 'plain' }]
  const blank = Array.from({ length: page - body.length - nothing.length }, (): Line => ({ text: '', style: 'plain' }))
  const last: Line = { text: cutTo(footOf(view, top, body.length, rows.length, width), width), style: 'plain' }
  return { lines: [...head, ...body, ...nothing, ...blank, ...(foot ? [last] : [])], page }
}

/** What there is room for: rows before what is above them, from the top, and that before what is below. */
function fitted(head: readonly Line[], height: number) {
  const foot = height >= 3
  const room = height - Number(foot)
  const kept = head.slice(Math.max(0, head.length - Math.max(0, room - 1)))
  return { head: kept, foot, page: Math.max(0, room - kept.length) }
}

function bannerLines({ level, text, since }: Banner, now: Date, width: number): readonly Line[] {
  const lasting =
    since === null ? '' : ` (since ${timeOf(new Date(since))}, ${formatDuration(now.getTime() - since)} ago)`
  const lines = wrap(shown(`${level === 'error' ? '!!' : '!'} ${text}${lasting}`), width)
  const kept = lines.length > BANNER_LINES ? [...lines.slice(0, BANNER_LINES - 1), lines.at(-1) ?? ''] : lines
  return kept.map((line) => ({ text: line, style: level }))
}

function statusOf({ all, up, interval, silent, countedAt, pausedAt, now }: Picture, { sort }: ViewState): string {
  const counted =
    countedAt === undefined
      ? 'not counted yet'
      : `${silent ? 'unknown: last ' : ''}counted ${formatDuration(now.getTime() - countedAt)} ago`
  return [
    ...(pausedAt === undefined ? [] : [`PAUSED at ${timeOf(pausedAt)}`]),
    `${all.length} ${all.length === 1 ? 'interface' : 'interfaces'}`,
    ...troublesOf(all),
    `rates over ${formatDuration(interval)}, ${up ? counted : 'unknown'}`,
    `by ${sort.by === 'attention' ? 'what matters' : `${sort.by.title.toLowerCase()}${sort.descending ? ', descending' : ''}`}`,
  ].join('  ')
}

function headingsOf(columns: readonly ShownColumn[], sort: Sort): string {
  return joined(columns, ({ column, heading }) => {
    if (sort.by === 'attention' || sort.by.id !== column.id) return heading
    const mark = sort.descending ? 'v' : '^'
    return column.kind === 'text' ? heading + mark : mark + heading
  })
}

function rowLine(live: LiveRow, columns: readonly ShownColumn[], bytes: boolean): Line {
  const severity = severityOf(live)
  const text = joined(columns, (column) => cellOf(column, live, bytes))
  return { text, style: severity >= 3 ? 'error' : severity > 0 ? 'warning' : 'plain' }
}

function joined(columns: readonly ShownColumn[], textOf: (column: ShownColumn) => string): string {
  return columns
    .map((column) => fit(textOf(column), column.width, column.column.kind === 'text' ? 'left' : 'right'))
    .join(' '.repeat(GAP))
}

function nothingOf({ up, all }: Picture, { filter }: ViewState): string {
  if (filter !== '' && all.length > 0) return 'No interface matches the filter.'
  return up ? 'No interface.' : 'Nothing is known.'
}

function footOf({ filter, editing }: ViewState, top: number, shownRows: number, rows: number, width: number): string {
  if (editing !== undefined) return typed(filter, width)
  const place = rows === 0 ? '0 of 0' : `${top + 1}-${top + shownRows} of ${rows}`
  return [place, ...(filter === '' ? [] : [`filter: ${shown(filter)}`]), '? help  q quit'].join('  ')
}

/** The end of what is typed is to be seen. */
function typed(filter: string, width: number): string {
  let text = shown(filter)
  while (text !== '' && widthOf(text) > width - 2) text = text.slice([...text][0]?.length ?? 1)
  return `/${text}_`
}

function timeOf(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => `${part}`.padStart(2, '0')).join(':')
}
