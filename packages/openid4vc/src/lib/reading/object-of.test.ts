import * as v from 'valibot'
import { expect, test } from 'vitest'
import { objectOf } from './object-of.ts'

const schema = objectOf({ name: v.exactOptional(v.string()) })

test('an object is read and its unknown members are dropped', () => {
  expect(v.parse(schema, { name: 'a', other: 1 })).toEqual({ name: 'a' })
})

test.each([[[]], [null], ['text'], [1], [undefined]])('%j is not an object', (value) => {
  expect(v.safeParse(schema, value).success).toBe(false)
})
