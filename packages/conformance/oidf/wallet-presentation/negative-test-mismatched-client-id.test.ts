import { describe, test } from 'vitest'
import { expectSilence } from '../support/expect-answer.ts'
import { profiles } from '../support/presentation-profile.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'

describe.each(profiles)('a wallet that is asked as %s', (profile) => {
  test.each<[string, (clientId: string) => string]>([
    ['another verifier', () => 'x509_san_dns:other.example'],
    ['the verifier without its prefix', (clientId) => clientId.slice(clientId.indexOf(':') + 1)],
    ['the verifier by another prefix', () => 'decentralized_identifier:did:web:hotel.example'],
  ])('refuses a request whose link names %s', async (_whom, change) => {
    const scene = await openPresentingScene(profile)
    const asked = scene.review({
      link: ({ client_id = '', ...rest }) => ({ client_id: change(client_id), ...rest }),
    })
    await expectSilence(scene, asked, 'authorization_request_client_mismatch')
  })

  test('refuses a request in the name of another, whose certificate is not shown', async () => {
    const client_id = profile === 'haip' ? `x509_hash:${'A'.repeat(43)}` : 'x509_san_dns:other.example'
    const scene = await openPresentingScene(profile)
    const asked = scene.review({
      payload: (payload) => ({ ...payload, client_id }),
      link: (parameters) => ({ ...parameters, client_id }),
    })
    await expectSilence(scene, asked, 'authorization_request_client_mismatch')
  })
})
