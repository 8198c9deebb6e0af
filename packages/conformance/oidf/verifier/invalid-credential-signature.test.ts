import { test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { expectAccepted, expectRefused } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

test.each(profiles)(
  'a credential with a signature by nobody is refused, and one that is right is taken: %s',
  async (profile) => {
    const scene = await openVerifierScene(profile)
    const credential = (sdJwt: string) => sdJwt.replace(/^[^~]+/, breakSignature)
    await expectRefused(await scene.exchange({ credential }), 'jws_signature_invalid')
    await expectAccepted(await scene.exchange())
  },
)
