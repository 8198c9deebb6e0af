import * as v from 'valibot'
import { expect, test } from 'vitest'
import { shownText, text } from './text.ts'

test('a text has at least one and at most so many characters', () => {
  expect(v.is(text(3), 'abc')).toBe(true)
  expect(v.is(text(3), '')).toBe(false)
  expect(v.is(text(3), 'abcd')).toBe(false)
})

test('a text to be shown may have any letters', () => {
  expect(v.is(shownText(50), 'Hotel Kelimutu, kamar nº 3 – 客室')).toBe(true)
})

test.each(['a\nb', 'a\u001b[2Jb', 'a\u0000b', 'a\u009bb', 'a\u202eb', 'a\u2066b', 'a\u2028b'])(
  'a text to be shown has no character that controls the screen (%j)',
  (value) => {
    expect(v.is(shownText(50), value)).toBe(false)
  },
)
