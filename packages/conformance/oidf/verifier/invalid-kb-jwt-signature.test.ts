import { test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { expectAccepted, expectRefused } from '../support/expect-verdict.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openVerifierScene } from '../support/verifier-scene.ts'

test.each(profiles)(
  'a key binding with a signature by nobody, or by another key than that of the credential, is refused, and one that is right is taken: %s',
  async (profile) => {
    const scene = await openVerifierScene(profile)
    await expectRefused(await scene.exchange({ keyBinding: breakSignature }), 'key_binding_invalid')
    await expectRefused(await scene.exchange({ byStranger: true }), 'key_binding_invalid')
    await expectAccepted(await scene.exchange())
  },
)
