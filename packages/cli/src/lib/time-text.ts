/**
 * An instant as a clock on the wall shows it, with the name of its zone: `2026-11-24 10:05:00 WITA`. The same in both
 * languages.
 *
 * @param timeZone an IANA name.
 */
export function timeText(instant: Date, timeZone: string): string {
  // Indonesian alone has names for the zones of Indonesia.
  const format = new Intl.DateTimeFormat('id', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? ''
  const date = [part('year').padStart(4, '0'), part('month'), part('day')].join('-')
  const time = [part('hour'), part('minute'), part('second')].join(':')
  return `${date} ${time} ${part('timeZoneName')}`
}
