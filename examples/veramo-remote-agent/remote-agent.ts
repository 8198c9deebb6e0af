// Issuer, wallet and verifier, each behind a Veramo agent that is called over HTTP.
// Run it with:  node --conditions=source remote-agent.ts
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, randomToken } from '@lontar/credentials/jose'
import { ask } from '@lontar/documents/ask'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import { signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createIssuer, createMemoryIssuerStore } from '@lontar/issuer'
import {
  agentErrorCode,
  type ILontarIssuer,
  type ILontarVerifier,
  type ILontarWallet,
  lontarIssuerPlugin,
  lontarIssuerSchema,
  lontarVerifierPlugin,
  lontarVerifierSchema,
  lontarWalletPlugin,
  lontarWalletSchema,
} from '@lontar/veramo/plugin'
import { createMemoryVerifierStore, createVerifier } from '@lontar/verifier'
import { createMemoryVault, openWallet } from '@lontar/wallet'
import { createAgent } from '@veramo/core'
import { callAgent, listen } from './serve-agent.ts'

const fetchLoopback = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
const [office, phone, hotel] = [await listen(), await listen(), await listen()]
// Each agent has a token of its own: who may ask for a hotel may not issue.
const tokens = { office: randomToken(), phone: randomToken(), hotel: randomToken() }

// 1. The office. Proofing signs identities with a key of its own; here it is played by one line.
const evidence = await createLocalSigner(await generatePrivateJwk())
const issuer = createIssuer({
  url: office.url,
  name: 'Dinas Contoh',
  signer: await didJwkSigner(await generatePrivateJwk()),
  store: createMemoryIssuerStore(),
  formats: credentialFormats().filter(({ id }) => id !== 'jwt_vc_json'),
  evidenceKeys: [{ ...evidence.publicJwk, kid: evidence.keyId }],
  timeZone: 'Asia/Makassar',
  dangerouslyAllowLoopbackHttp: true,
})
office.open(lontarIssuerPlugin({ issuer }), tokens.office, issuer.fetch)

// 2. The holder's wallet, on a server of his own. Whom it trusts is decided here and not by who calls it.
const trust = issuer.trustList()
const wallet = await openWallet({ vault: createMemoryVault(), fetch: fetchLoopback })
phone.open(lontarWalletPlugin({ wallet, trust }), tokens.phone)

// 3. The hotel. What may be asked is decided here too.
const checkIn = ask('check-in', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})
const verifier = createVerifier({
  url: hotel.url,
  name: 'Hotel Contoh',
  trust,
  signer: await didJwkSigner(await generatePrivateJwk()),
  store: createMemoryVerifierStore(),
  fetch: fetchLoopback,
})
hotel.open(
  lontarVerifierPlugin({ verifier, asks: new Map([['check-in', checkIn]]) }),
  tokens.hotel,
  verifier.fetch,
)

// 4. Everything from here on goes over HTTP: an agent that has no key, no store and no credential.
const agent = createAgent<ILontarIssuer & ILontarWallet & ILontarVerifier>({
  plugins: [
    callAgent(office, lontarIssuerSchema, tokens.office),
    callAgent(phone, lontarWalletSchema, tokens.phone),
    callAgent(hotel, lontarVerifierSchema, tokens.hotel),
  ],
})
const now = new Date()
const offer = await agent.createCredentialOffer({
  identity: await signVerifiedIdentity({
    signer: evidence,
    identity: {
      jti: randomToken(),
      document: { kind: 'ktp', card: inventedCard() },
      assuranceLevel: 'substantial',
      evidence: [
        {
          type: 'electronic_record',
          checkMethod: 'data',
          organization: 'Dinas Contoh',
          time: now,
          simulated: false,
        },
      ],
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 600_000),
    },
  }),
  configurationIds: ['ktp_vc+sd-jwt'],
})
const credentialOffer = offer.credentialOfferUri
const [held] = await agent.acceptCredentialOffer({ credentialOffer, txCode: offer.txCode ?? '' })
console.log(`received: ${held?.format}`)

const request = await agent.createAuthorizationRequest({ ask: 'check-in' })
const review = await agent.reviewAuthorizationRequest({ authorizationRequest: request.requestUri ?? '' })
console.log(`${review.verifier.name} asks for: ${review.disclosed.join(', ')}`)
await agent.sendAuthorizationResponse({ reviewId: review.reviewId, consent: true })
const result = await agent.getAuthorizationResult({ transactionId: request.transactionId ?? '' })
console.log(`${result.state}: ${JSON.stringify(result.claims)}`)

// 5. The office revokes it. Errors have the same codes as on the spot.
const [issued] = await agent.listIssuedCredentials({ limit: 1 })
const revoked = await agent.revokeCredential({ credentialId: issued?.credentialId ?? '' })
const again: unknown = await agent
  .reinstateCredential({ credentialId: revoked.credentialId })
  .catch((error) => error)
console.log(`${revoked.status}, and then: ${agentErrorCode(again)}`)

for (const party of [office, phone, hotel]) party.close()

function inventedCard() {
  return parseKtp({
    provinsi: 'NUSA TENGGARA TIMUR',
    kabupatenKota: 'KOTA KUPANG',
    nik: '5371995708900001',
    nama: 'MARIA CONTOH',
    tempatLahir: 'KUPANG',
    tanggalLahir: '17-08-1990',
    jenisKelamin: 'PEREMPUAN',
    kewarganegaraan: 'WNI',
    berlakuHingga: 'SEUMUR HIDUP',
  })
}
