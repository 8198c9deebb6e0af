import { VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { expectFailure, expectRefused, expectServed, type Visitor } from './expectations.ts'
import type { Visit } from './guest.ts'

const broken = { code: 'internal' }
const url = 'http://127.0.0.1/check-in'
const served = { served: true, claims: { name: 'x', age: true }, disclosed: ['age', 'name'] } as const
const refused = { served: false, status: 403, refusal: 'verifier_refused' } as const

function guest(visit: Visit): Visitor {
  return { visit: async () => visit }
}

describe('a guest who should be served', () => {
  it('is, with exactly the claims that the step names', async () => {
    await expectServed(guest(served), url, ['name', 'age'])
  })

  it.each([
    ['is refused', refused],
    ['sends a claim more', { ...served, disclosed: ['name', 'age', 'nik'] }],
    ['sends a claim less', { ...served, disclosed: ['name'] }],
    ['is asked for more by the hotel', { ...served, claims: { ...served.claims, nik: 'x' } }],
    ['is known less to the hotel', { ...served, claims: {} }],
  ] as const)('breaks the demo when the guest %s', async (_title, visit) => {
    await expect(expectServed(guest(visit), url, ['name', 'age'])).rejects.toMatchObject(broken)
  })
})

describe('a guest who should be refused', () => {
  it('is, by the service and for the reason that the step names', async () => {
    await expectRefused(guest(refused), url, 'verifier_refused')
  })

  it.each([
    ['is served', served],
    ['is refused for another reason', { ...refused, refusal: 'wallet_no_matching_credential' }],
    ['is refused for no reason', { ...refused, refusal: undefined }],
    ['is let in by the service all the same', { ...refused, status: 200 }],
  ] as const)('breaks the demo when the guest %s', async (_title, visit) => {
    await expect(expectRefused(guest(visit), url, 'verifier_refused')).rejects.toMatchObject(broken)
  })
})

describe('work that should fail', () => {
  const failing = async (): Promise<never> => {
    throw new VerificationError('residence_refused', 'not of the province')
  }

  it('does, with the code that the step names', () => expectFailure('residence_refused', failing))

  it('breaks the demo when it succeeds', async () => {
    await expect(expectFailure('residence_refused', async () => 'done')).rejects.toMatchObject(broken)
  })

  it('breaks the demo when it fails otherwise', async () => {
    await expect(expectFailure('registry_mismatch', failing)).rejects.toMatchObject({
      code: 'residence_refused',
    })
    const crash = async (): Promise<never> => {
      throw new TypeError('x')
    }
    await expect(expectFailure('registry_mismatch', crash)).rejects.toThrow(TypeError)
  })
})
