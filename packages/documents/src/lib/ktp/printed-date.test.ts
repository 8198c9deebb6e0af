import { describe, expect, it } from 'vitest'
import { readPrintedDate } from './printed-date.ts'

describe('readPrintedDate', () => {
  it.each([
    ['17-08-1990', '1990-08-17'],
    ['29-02-2000', '2000-02-29'],
    ['01-01-1900', '1900-01-01'],
    ['31-12-2199', '2199-12-31'],
  ])('reads %s', (printed, date) => {
    expect(readPrintedDate(printed)).toBe(date)
  })

  it.each([
    '1990-08-17',
    '17-8-1990',
    '17/08/1990',
    '17-08-90',
    '29-02-1900',
    '31-04-2020',
    '00-01-2020',
    '01-13-2020',
    '17-08-0090',
    '31-12-1899',
    '01-01-2200',
    '17-08-1990 ',
    '17-08-19900',
    '١٧-٠٨-١٩٩٠',
    '',
  ])('reads nothing in %j', (printed) => {
    expect(readPrintedDate(printed)).toBeUndefined()
  })
})
