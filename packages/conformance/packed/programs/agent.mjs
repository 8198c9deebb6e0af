// An agent from the installed packages issues and verifies. Only the packages of this house are imported.
import { deepStrictEqual } from 'node:assert/strict'
import { createDidJwk, didJwkSigner, publicKeyOfDidUrl } from '@lontar/credentials/did'
import { generatePrivateJwk, randomToken } from '@lontar/credentials/jose'
import { createStatusChecker, createStatusListToken } from '@lontar/credentials/status'
import { createCredentialPayload } from '@lontar/documents/credential-types'
import { openStore } from '@lontar/store'
import {
  createLontarAgent,
  createVeramoJwtVcJsonFormat,
  LontarCredentialProvider,
  veramoSigner,
} from '@lontar/veramo'

const now = () => new Date('2026-11-24T01:23:45Z')
const later = new Date(now().getTime() + 600_000)
const issuerUrl = 'https://issuer.example'
const uri = `${issuerUrl}/status/list`
const type = `${issuerUrl}/vct/ktp-proof/1`
const store = await openStore({ database: 'sqlite::memory:', passphrase: 'correct horse', create: true })

// The key of the issuer is made by an agent and lies in the store.
const keeper = await createLontarAgent({ store: store.agent })
const { did: issuer, keys } = await keeper.didManagerCreate()
const signer = await veramoSigner(keeper, keys[0].kid, { keyIdOf: (jwk) => `${createDidJwk(jwk)}#0` })

// Of two credentials the second is revoked.
const values = new Uint8Array(131_072)
values[8] = 1
const list = { signer, uri, bits: 1, values, issuedAt: now(), expiresAt: later, ttlSeconds: 30 }
const token = await createStatusListToken(list)
const headers = new Headers({ 'content-type': 'application/statuslist+jwt' })
const fetch = async () => ({ status: 200, headers, text: () => token, json: () => JSON.parse(token) })
const lontar = new LontarCredentialProvider({
  expectedIssuers: [{ issuer, types: [type], jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }],
  expectedTypes: [type],
  checkStatus: createStatusChecker({ fetch, now }),
  now,
})
const agent = await createLontarAgent({ store: store.agent, credentialProviders: [lontar] })

const holder = await didJwkSigner(await generatePrivateJwk())
const card = {
  ...{
    province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
    regency: { code: '53.71', name: 'KOTA KUPANG' },
  },
  ...{ nik: '5371990203850002', name: 'YOHANES BASTIAN LODO', placeOfBirth: 'KUPANG', sex: 'male' },
  ...{ birthdate: '1985-03-02', streetAddress: 'JL. SAMRATULANGI NO. 3', citizenship: 'WNI' },
  validity: { kind: 'lifetime' },
}
const source = { type: 'electronic_record', checkMethod: 'data', organization: 'Dinas Contoh', time: now() }
const identity = {
  ...{ jti: randomToken(), document: { kind: 'ktp', card }, assuranceLevel: 'substantial' },
  ...{ evidence: [{ ...source, simulated: false }], issuedAt: now(), expiresAt: later },
}
const payloadOf = (formatId, idx) =>
  createCredentialPayload({
    ...{ typeId: 'ktp-proof', formatId, identity, issuer, issuerUrl, issuerName: 'Dinas Contoh' },
    ...{ holderKey: publicKeyOfDidUrl(holder.keyId), status: { uri, idx } },
    ...{ issuedAt: now(), timeZone: 'Asia/Makassar' },
  })

// VC 1.1 is signed by @veramo/credential-w3c, the others by Lontar's provider in the agent.
const veramoFormat = await createVeramoJwtVcJsonFormat({ signer })
async function issue(formatId, idx) {
  const { payload, disclosable } = payloadOf(formatId, idx)
  if (formatId === 'jwt_vc_json') return veramoFormat.issue({ signer, payload, disclosable })
  const credential = { ...payload, issuer }
  const { proof } = await agent.createVerifiableCredential({ credential, proofFormat: formatId, disclosable })
  return proof.jwt
}

const accepted = {}
for (const formatId of ['vc+sd-jwt', 'vc+jwt', 'jwt_vc_json']) {
  for (const idx of [7, 8]) {
    const { verified } = await agent.verifyCredential({ credential: await issue(formatId, idx) })
    accepted[formatId] = [...(accepted[formatId] ?? []), verified]
  }
}
const rightly = [true, false]
deepStrictEqual(accepted, { 'vc+sd-jwt': rightly, 'vc+jwt': rightly, jwt_vc_json: rightly })
await store.close()
process.stdout.write('the agent issued and verified\n')
