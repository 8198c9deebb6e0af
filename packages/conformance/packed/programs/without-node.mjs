// What runs where there is no Node.js: an agent issues and verifies, a key of it signs, a wallet and a verifier open.
import { createLocalSigner } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk, parseJws, signJws, verifyJwsSignature } from '@lontar/credentials/jose'
import { createStatusChecker, createStatusListToken } from '@lontar/credentials/status'
import { createLontarAgent, LontarCredentialProvider, veramoSigner } from '@lontar/veramo'
import { createMemoryVerifierStore, createVerifier } from '@lontar/verifier'
import { createMemoryVault, openWallet } from '@lontar/wallet'

const issuerUrl = 'https://issuer.example'
const uri = `${issuerUrl}/status/list`
const type = `${issuerUrl}/vct/ktp-proof/1`

export async function run() {
  const now = () => new Date('2026-11-24T01:23:45Z')
  const signer = await didJwkSigner(await generatePrivateJwk())
  const issuer = signer.keyId.replace('#0', '')
  const holder = await didJwkSigner(await generatePrivateJwk())

  const values = new Uint8Array(131_072)
  values[8] = 1
  const span = { issuedAt: now(), expiresAt: new Date(now().getTime() + 60_000), ttlSeconds: 30 }
  const token = await createStatusListToken({ signer, uri, bits: 1, values, ...span })
  const headers = {
    get: (name) => (name.toLowerCase() === 'content-type' ? 'application/statuslist+jwt' : null),
  }
  const fetch = async () => ({ status: 200, headers, text: () => token, json: () => JSON.parse(token) })
  const lontar = new LontarCredentialProvider({
    expectedIssuers: [
      { issuer, types: [type], jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } },
    ],
    expectedTypes: [type],
    checkStatus: createStatusChecker({ fetch, now }),
    now,
  })
  const agent = await createLontarAgent({ signers: [signer], credentialProviders: [lontar] })

  const credential = (idx) => ({
    '@context': ['https://www.w3.org/ns/credentials/v2', `${issuerUrl}/contexts/lontar/1`],
    type: ['VerifiableCredential', 'KtpProofCredential'],
    issuer,
    validUntil: '2027-01-01T00:00:00Z',
    credentialSubject: { citizenshipStatus: 'WNI' },
    cnf: { jwk: { ...holder.publicJwk } },
    status: { status_list: { uri, idx } },
  })
  const accepted = []
  for (const proofFormat of ['vc+sd-jwt', 'vc+jwt']) {
    for (const idx of [7, 8]) {
      const made = await agent.createVerifiableCredential({ credential: credential(idx), proofFormat })
      accepted.push((await agent.verifyCredential({ credential: made.proof.jwt })).verified)
    }
  }

  const ofVeramo = await veramoSigner(agent, signer.keyId)
  const jws = await signJws({ header: { typ: 'JWT' }, payload: { a: 1 }, signer: ofVeramo })
  await verifyJwsSignature(parseJws(jws), { expectedKey: signer.publicJwk, expectedType: 'JWT' })

  const wallet = await openWallet({ vault: createMemoryVault(), fetch })
  const verifier = createVerifier({
    ...{ url: 'https://hotel.example', name: 'Hotel Contoh', trust: { issuers: [], verifiers: [] } },
    ...{
      signer: await createLocalSigner(await generatePrivateJwk()),
      store: createMemoryVerifierStore(),
      fetch,
    },
  })
  return JSON.stringify({ accepted, held: (await wallet.list()).length, serves: typeof verifier.fetch })
}
