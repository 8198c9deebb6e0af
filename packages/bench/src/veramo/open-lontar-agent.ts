import { join } from 'node:path'
import { type CredentialFormatId, passed } from '@lontar/credentials'
import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { openStore } from '@lontar/store'
import { createLontarAgent, LontarCredentialProvider } from '@lontar/veramo'
import { proofCredential, proofTypes } from './proof-credential.ts'

/** An agent with Lontar's provider, its keys and DIDs sealed in an SQLite file, and what it issues and verifies. */
export async function openLontarAgent(folder: string) {
  const database = `sqlite:${join(folder, 'lontar.db')}`
  const store = await openStore({ database, passphrase: 'for a benchmark', create: true })
  const did = (await (await createLontarAgent({ store: store.agent })).didManagerCreate()).did
  const key = publicKeyOfDidUrl(`${did}#0`)
  const provider = new LontarCredentialProvider({
    expectedIssuers: [{ issuer: did, types: proofTypes, jwks: { keys: [{ ...key, kid: `${did}#0` }] } }],
    expectedTypes: proofTypes,
    checkStatus: async () => passed('status', 'not measured'),
  })
  const agent = await createLontarAgent({ store: store.agent, credentialProviders: [provider] })
  const { publicJwk } = await createLocalSigner(await generatePrivateJwk())
  async function open(proofFormat: CredentialFormatId) {
    const { payload, disclosable } = proofCredential(proofFormat, did, publicJwk)
    const issue = () =>
      agent.createVerifiableCredential({
        // Veramo writes into the object that it is given, not into what stands in it.
        credential: { ...payload, issuer: did },
        proofFormat,
        disclosable,
      })
    const text: string = (await issue()).proof.jwt
    return { issue, verify: () => agent.verifyCredential({ credential: text }) }
  }
  return { open, close: () => store.close() }
}
