import { MalformedError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { readAs } from './read-as.ts'

test('what was received appears nowhere in the error', () => {
  const mark = 'MARK-5399'
  try {
    readAs(v.object({ a: v.number() }), { a: mark }, 'dcql_malformed', 'Not sound.')
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedError)
    expect(error).toMatchObject({ code: 'dcql_malformed', message: 'Not sound.' })
    expect((error as Error).cause).toBeUndefined()
    expect(`${(error as Error).stack}${JSON.stringify(error)}`).not.toContain(mark)
  }
})
