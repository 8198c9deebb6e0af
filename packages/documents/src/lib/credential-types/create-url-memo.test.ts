import { expect, it } from 'vitest'
import { createUrlMemo } from './create-url-memo.ts'

function createWorld(maxEntries: number) {
  const asked: string[] = []
  const memo = createUrlMemo((url) => {
    asked.push(url)
    return url === 'unknown' ? undefined : { url }
  }, maxEntries)
  return { asked, memo }
}

it('a memo asks once for a URL and answers with the same value', () => {
  const { asked, memo } = createWorld(2)
  expect(memo('a')).toEqual({ url: 'a' })
  expect(memo('a')).toBe(memo('a'))
  expect(asked).toEqual(['a'])
})

it('a memo is bounded, and forgets the oldest', () => {
  const { asked, memo } = createWorld(2)
  for (const url of ['a', 'b', 'c', 'b', 'c', 'a']) memo(url)
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
})

it('a memo keeps no unknown URL in the place of a known one', () => {
  const { asked, memo } = createWorld(1)
  for (const url of ['a', 'unknown', 'unknown', 'a']) memo(url)
  expect(asked).toEqual(['a', 'unknown', 'unknown'])
})
