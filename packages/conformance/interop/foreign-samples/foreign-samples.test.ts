import { type CredentialFormat, passed } from '@lontar/credentials'
import { findFormat } from '@lontar/documents/credential-types'
import { describe, expect, test } from 'vitest'
import {
  createDidJwtVcMaker,
  createJoseMaker,
  createSdJwtMaker,
  type ForeignMaker,
  type ForeignSample,
  now,
  typeUrl,
} from './foreign-issuers.ts'

async function refusalOf({ issuer }: ForeignMaker, sample: ForeignSample): Promise<string | undefined> {
  const format = findFormat(sample.format) as CredentialFormat
  const { ok, checks } = await format.verify(sample.text, {
    expectedIssuers: [issuer],
    expectedTypes: [typeUrl],
    expectedKeyBinding: sample.expectedKeyBinding,
    checkStatus: async () => passed('status', 'these samples name no status'),
    now,
  })
  const refusal = checks.find(({ state }) => state !== 'passed')
  return ok ? undefined : `${refusal?.id} ${refusal?.code}: ${sample.text}`
}

describe('ten thousand samples of other software', () => {
  test.each([
    ['dc+sd-jwt', createSdJwtMaker, 4000],
    ['jwt_vc_json', createDidJwtVcMaker, 3000],
    ['vc+jwt', createJoseMaker, 3000],
  ] as const)('%s: none is refused', { timeout: 300_000 }, async (_format, createMaker, count) => {
    const maker = await createMaker()
    const refusals: string[] = []
    for (let index = 0; index < count; index += 1) {
      const refusal = await refusalOf(maker, await maker.make(index))
      if (refusal !== undefined) refusals.push(`${maker.name}, sample ${index}: ${refusal}`)
    }
    expect(refusals.slice(0, 3)).toEqual([])
  })
})
