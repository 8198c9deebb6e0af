// What an agent with Lontar's engine issues and verifies in a second, beside a plain Veramo agent: ES256 on both sides.
import { type CredentialFormatId, passed } from '@lontar/credentials'
import { createDidJwk, publicKeyOfDidUrl } from '@lontar/credentials/did'
import {
  createLocalSigner,
  decodeBase64Url,
  generatePrivateJwk,
  parseJwk,
  randomToken,
} from '@lontar/credentials/jose'
import { createCredentialPayload } from '@lontar/documents/credential-types'
import { openStore } from '@lontar/store'
import { createLontarAgent, createLontarDidResolver, LontarCredentialProvider } from '@lontar/veramo'
import { createAgent } from '@veramo/core'
import type { ICredentialPlugin, IDIDManager, IKeyManager, IResolver } from '@veramo/core-types'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import { KeyManager, MemoryKeyStore, MemoryPrivateKeyStore } from '@veramo/key-manager'
import { KeyManagementSystem } from '@veramo/kms-local'
import { measure } from './measure.ts'

const goal = 10
const issuerUrl = 'https://issuer.example'
const types = [`${issuerUrl}/vct/ktp-proof/1`]
const now = new Date()
const holderKey = (await createLocalSigner(await generatePrivateJwk())).publicJwk

/** The same proof about an invented person, in the shape of each format. */
function payloadOf(formatId: CredentialFormatId, issuer: string) {
  return createCredentialPayload({
    typeId: 'ktp-proof',
    formatId,
    identity: {
      jti: randomToken(),
      document: {
        kind: 'ktp',
        card: {
          province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
          regency: { code: '53.71', name: 'KOTA KUPANG' },
          nik: '5371990203850002',
          name: 'YOHANES BASTIAN LODO',
          placeOfBirth: 'KUPANG',
          birthdate: '1985-03-02',
          sex: 'male',
          streetAddress: 'JL. SAMRATULANGI NO. 3',
          citizenship: 'WNI',
          validity: { kind: 'lifetime' },
        },
      },
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
    issuer,
    issuerUrl,
    issuerName: 'Dinas Dukcapil Contoh',
    holderKey,
    status: { uri: `${issuerUrl}/status/list`, idx: 4711 },
    issuedAt: now,
    timeZone: 'Asia/Makassar',
  })
}

async function openPlain() {
  const privateJwk = await generatePrivateJwk()
  const { d, ...publicPart } = privateJwk
  const did = createDidJwk(parseJwk(publicPart))
  const resolver = createLontarDidResolver()
  const agent = createAgent<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>({
    plugins: [
      new KeyManager({
        store: new MemoryKeyStore(),
        kms: { local: new KeyManagementSystem(new MemoryPrivateKeyStore()) },
      }),
      new DIDManager({ store: new MemoryDIDStore(), defaultProvider: 'none', providers: {} }),
      new DIDResolverPlugin({ jwk: (one) => resolver.resolve(one) }),
      new CredentialPlugin([new CredentialProviderJWT()]),
    ],
  })
  const privateKeyHex = Buffer.from(decodeBase64Url(d)).toString('hex')
  const key = { kms: 'local', type: 'Secp256r1', kid: 'issuer', privateKeyHex, publicKeyHex: '' }
  await agent.didManagerImport({ did, provider: 'none', keys: [key], services: [] })
  const { payload } = payloadOf('jwt_vc_json', did)
  const issue = () =>
    agent.createVerifiableCredential({
      credential: { ...structuredClone(payload), issuer: did },
      proofFormat: 'jwt',
    })
  const text: string = (await issue()).proof.jwt
  return { issue, verify: () => agent.verifyCredential({ credential: text }) }
}

async function openLontar() {
  const store = await openStore({ database: 'sqlite::memory:', passphrase: 'for a benchmark' })
  const did = (await (await createLontarAgent({ store: store.agent })).didManagerCreate()).did
  const key = publicKeyOfDidUrl(`${did}#0`)
  const provider = new LontarCredentialProvider({
    expectedIssuers: [{ issuer: did, types, jwks: { keys: [{ ...key, kid: `${did}#0` }] } }],
    expectedTypes: types,
    checkStatus: async () => passed('status', 'not measured'),
  })
  const agent = await createLontarAgent({ store: store.agent, credentialProviders: [provider] })
  async function open(proofFormat: CredentialFormatId) {
    const { payload, disclosable } = payloadOf(proofFormat, did)
    const issue = () =>
      agent.createVerifiableCredential({
        credential: { ...structuredClone(payload), issuer: did },
        proofFormat,
        disclosable,
      })
    const text: string = (await issue()).proof.jwt
    return { issue, verify: () => agent.verifyCredential({ credential: text }) }
  }
  return { open, close: () => store.close() }
}

const plain = await openPlain()
const lontar = await openLontar()
const sdJwt = await lontar.open('vc+sd-jwt')
const dcSdJwt = await lontar.open('dc+sd-jwt')
const vcJwt = await lontar.open('vc+jwt')
for (const { verify } of [plain, sdJwt, dcSdJwt, vcJwt]) {
  const { verified } = await verify()
  if (!verified) throw new Error('What is measured must verify.')
}
const measured = new Map(
  (
    await measure(
      {
        'issue plain': plain.issue,
        'issue vc+sd-jwt': sdJwt.issue,
        'issue dc+sd-jwt': dcSdJwt.issue,
        'issue vc+jwt': vcJwt.issue,
        'verify plain': plain.verify,
        'verify vc+sd-jwt': sdJwt.verify,
        'verify dc+sd-jwt': dcSdJwt.verify,
        'verify vc+jwt': vcJwt.verify,
      },
      { rounds: 7, callsEach: 50 },
    )
  ).map(({ name, median }) => [name, median]),
)
await lontar.close()

const rateOf = (name: string) => 1_000_000 / (measured.get(name) ?? Number.POSITIVE_INFINITY)
let reached = true
for (const [name] of measured) {
  const times = rateOf(name) / rateOf(`${name.split(' ', 1)[0]} plain`)
  console.log(
    `${name.padEnd(18)} ${rateOf(name).toFixed(0).padStart(7)} a second ${times.toFixed(1).padStart(6)} x`,
  )
  if (!name.endsWith('plain') && times < goal) reached = false
}
console.log(`The goal is ${goal} times a plain agent for each: ${reached ? 'reached' : 'missed'}.`)
process.exitCode = reached ? 0 : 1
