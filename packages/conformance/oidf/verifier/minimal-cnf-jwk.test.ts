import { describe, test } from 'vitest'
import { expectAccepted } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

describe.each(profiles)('a %s verifier takes a credential', (profile) => {
  test.each([
    ['of four members, those that the key cannot do without', {}],
    ['that says what it is for', { use: 'sig', alg: 'ES256', kid: 'holder-key', key_ops: ['verify'] }],
  ])('with a cnf.jwk %s', async (_what, cnfMembers) => {
    await expectAccepted(await (await openVerifierScene(profile)).exchange({ cnfMembers }))
  })
})
