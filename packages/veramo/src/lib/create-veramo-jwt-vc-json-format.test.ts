import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createJwtVcJsonFormat, type Signer, skipped } from '@lontar/credentials'
import { createDidJwk, didJwkSigner } from '@lontar/credentials/did'
import {
  bareJwk,
  createLocalSigner,
  generatePrivateJwk,
  numericDate,
  parseJws,
  signJws,
} from '@lontar/credentials/jose'
import { resolveLontarContext } from '@lontar/documents/credential-types'
import { signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createIssuer, createMemoryIssuerStore } from '@lontar/issuer'
import { verifyJWT } from 'did-jwt'
import { describe, expect, test } from 'vitest'
import { createLontarAgent } from './create-lontar-agent.ts'
import { createLontarDidResolver } from './create-lontar-did-resolver.ts'
import { createVeramoJwtVcJsonFormat } from './create-veramo-jwt-vc-json-format.ts'
import {
  inventedCard,
  inventedIdentity,
  issuerUrl,
  proofPayload,
  startOfTest,
} from './proof-payload.test-support.ts'

const code = (value: string) => expect.objectContaining({ code: value })
const nowInSeconds = numericDate(startOfTest)

async function createWorld() {
  const signer = await didJwkSigner(await generatePrivateJwk())
  const holder = await createLocalSigner(await generatePrivateJwk())
  const issuer = signer.keyId.replace('#0', '')
  const format = await createVeramoJwtVcJsonFormat({ signer })
  const payload = proofPayload(issuer, holder.publicJwk)
  return { signer, holder, issuer, format, payload }
}

function expectations(signer: Signer, issuer: string) {
  return {
    expectedIssuers: [
      {
        issuer,
        types: [`${issuerUrl}/vct/ktp-proof/1`],
        jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
      },
    ],
    expectedTypes: [`${issuerUrl}/vct/ktp-proof/1`],
    expectedKeyBinding: 'none',
    checkStatus: async () => skipped('status', 'Token Status List section 8.3'),
    now: startOfTest,
  } as const
}

describe('createVeramoJwtVcJsonFormat', () => {
  test('signs a VC 1.1 as a JWT: ES256, kid of the DID, status at the top level, R and S', async () => {
    const { signer, holder, issuer, format, payload } = await createWorld()
    const text = await format.issue({ signer, payload, disclosable: [] })
    const jws = parseJws(text)
    expect(jws.header).toEqual({ alg: 'ES256', typ: 'JWT', kid: signer.keyId })
    expect(jws.signature).toHaveLength(64)
    const { id, ...subject } = payload.credentialSubject as Record<string, unknown>
    expect(id).toBe(createDidJwk(holder.publicJwk))
    expect(jws.payload).toEqual({
      iss: issuer,
      sub: id,
      nbf: numericDate(new Date('2026-11-24T01:00:00Z')),
      exp: numericDate(new Date(String(payload.expirationDate))),
      status: { status_list: { idx: 4711, uri: `${issuerUrl}/status/list` } },
      vc: {
        '@context': ['https://www.w3.org/2018/credentials/v1', `${issuerUrl}/contexts/lontar/1`],
        type: ['VerifiableCredential', 'KtpProofCredential'],
        credentialSubject: subject,
      },
    })
  })

  test('what it signs passes our own verification, and so does its own verify', async () => {
    const { signer, issuer, format, payload, holder } = await createWorld()
    const text = await format.issue({ signer, payload, disclosable: [] })
    const own = createJwtVcJsonFormat({ resolveContext: resolveLontarContext })
    for (const verdict of [
      await own.verify(text, expectations(signer, issuer)),
      await format.verify(text, expectations(signer, issuer)),
    ]) {
      expect(verdict.ok).toBe(true)
      expect(verdict.value?.types).toEqual([`${issuerUrl}/vct/ktp-proof/1`])
      expect(verdict.value?.status).toEqual({ idx: 4711, uri: `${issuerUrl}/status/list` })
      expect(verdict.value?.holderKey?.x).toBe(holder.publicJwk.x)
    }
  })

  test('did-jwt verifies it too, by the DID alone', async () => {
    const { signer, issuer, format, payload } = await createWorld()
    const text = await format.issue({ signer, payload, disclosable: [] })
    const resolver = createLontarDidResolver()
    const result = await verifyJWT(text, { resolver, policies: { now: nowInSeconds } })
    expect(result.verified).toBe(true)
    expect(result.issuer).toBe(issuer)
    expect(result.signer.id).toBe(signer.keyId)
    const tampered = `${text.slice(0, -4)}AAAA`
    await expect(verifyJWT(tampered, { resolver, policies: { now: nowInSeconds } })).rejects.toThrow()
  })

  test('a Veramo agent verifies it too', async () => {
    const { signer, format, payload } = await createWorld()
    const text = await format.issue({ signer, payload, disclosable: [] })
    const stranger = await createLontarAgent({ signers: [await didJwkSigner(await generatePrivateJwk())] })
    const policies = { now: nowInSeconds, credentialStatus: false }
    expect((await stranger.verifyCredential({ credential: text, policies })).verified).toBe(true)
    const [header, claims, signature] = text.split('.')
    const other = parseJws(text).payload
    const edited = Buffer.from(JSON.stringify({ ...other, sub: 'did:example:x' })).toString('base64url')
    expect(claims).not.toBe(edited)
    const credential = `${header}.${edited}.${signature}`
    expect((await stranger.verifyCredential({ credential, policies })).verified).toBe(false)
  })

  test('a did:web issuer signs under its own kid', async () => {
    const keyId = 'did:web:issuer.example#key-1'
    const signer = await createLocalSigner(await generatePrivateJwk(), { keyId })
    const holder = await createLocalSigner(await generatePrivateJwk())
    const format = await createVeramoJwtVcJsonFormat({ signer })
    const payload = proofPayload('did:web:issuer.example', holder.publicJwk)
    const text = await format.issue({ signer, payload, disclosable: [] })
    expect(parseJws(text).header.kid).toBe(keyId)
    const resolver = createLontarDidResolver({ signers: [signer] })
    const result = await verifyJWT(text, { resolver, policies: { now: nowInSeconds } })
    expect(result.verified).toBe(true)
    expect((await format.verify(text, expectations(signer, 'did:web:issuer.example'))).ok).toBe(true)
  })

  test('nothing in it shows a NIK, a name, an address or a date of birth', async () => {
    const { signer, format, payload } = await createWorld()
    const text = JSON.stringify(parseJws(await format.issue({ signer, payload, disclosable: [] })).payload)
    const { nik, name, birthdate, streetAddress, placeOfBirth } = inventedCard
    for (const value of [nik, name, birthdate, String(streetAddress)]) {
      expect(text).not.toContain(value)
    }
    expect(placeOfBirth).toBe('KUPANG')
  })

  test('KtpCredential, and every type but the proof alone, is refused', async () => {
    const { signer, format, payload } = await createWorld()
    for (const type of [
      ['VerifiableCredential', 'KtpCredential'],
      ['VerifiableCredential', 'KtpProofCredential', 'KtpCredential'],
      ['VerifiableCredential'],
      'KtpProofCredential',
    ]) {
      await expect(format.issue({ signer, payload: { ...payload, type }, disclosable: [] })).rejects.toThrow(
        code('credential_type_unexpected'),
      )
    }
  })

  test.each(['name', 'nik', 'personalAdministrativeNumber', 'birthDate', 'address', 'anything'])(
    'the claim %s is refused in a proof',
    async (claim) => {
      const { signer, format, payload } = await createWorld()
      const credentialSubject = { ...(payload.credentialSubject as object), [claim]: 'x' }
      await expect(
        format.issue({ signer, payload: { ...payload, credentialSubject }, disclosable: [] }),
      ).rejects.toThrow(code('claim_unknown'))
    },
  )

  test('another signer, or a wish for selective disclosure, is refused', async () => {
    const { signer, format, payload } = await createWorld()
    const other = await didJwkSigner(await generatePrivateJwk())
    await expect(format.issue({ signer: other, payload, disclosable: [] })).rejects.toThrow(
      code('ERR_INVALID_ARG_VALUE'),
    )
    await expect(
      format.issue({ signer, payload, disclosable: [['credentialSubject', 'citizenshipStatus']] }),
    ).rejects.toThrow(code('ERR_INVALID_ARG_VALUE'))
  })

  test('a signer that signs something else gets nothing out', async () => {
    const { signer, payload } = await createWorld()
    const stranger = await didJwkSigner(await generatePrivateJwk())
    const broken: Signer = { ...signer, sign: (bytes) => stranger.sign(bytes) }
    const format = await createVeramoJwtVcJsonFormat({ signer: broken })
    await expect(format.issue({ signer: broken, payload, disclosable: [] })).rejects.toThrow(
      code('signer_failed'),
    )
  })

  test('leaves the given payload as it was, also when many are signed at once', async () => {
    const { signer, format, payload } = await createWorld()
    const before = JSON.stringify(payload)
    const texts = await Promise.all(
      Array.from({ length: 20 }, () => format.issue({ signer, payload, disclosable: [] })),
    )
    expect(new Set(texts.map((text) => text.split('.')[1])).size).toBe(1)
    expect(JSON.stringify(payload)).toBe(before)
  })

  test('importing this package loads nothing of Veramo', () => {
    const folder = import.meta.dirname
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test'))
    for (const name of sources) {
      expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/^import (?!type )[^\n]*'@veramo/m)
    }
  })
})

describe('an issuer with this format', () => {
  test('issues a proof as jwt_vc_json by OpenID4VCI and can revoke it', async () => {
    const { signer, holder, issuer: did, format } = await createWorld()
    const evidence = await createLocalSigner(await generatePrivateJwk())
    const errors: unknown[] = []
    const issuer = createIssuer({
      url: issuerUrl,
      name: 'Dinas Dukcapil Contoh',
      signer,
      store: createMemoryIssuerStore(),
      formats: [format],
      evidenceKeys: [evidence.publicJwk],
      timeZone: 'Asia/Makassar',
      now: () => startOfTest,
      onError: (error) => errors.push(error),
    })
    const identity = await signVerifiedIdentity({ identity: inventedIdentity(), signer: evidence })
    const offer = await issuer.offer(identity, {
      configurationIds: ['ktp-proof_jwt_vc_json'],
      byReference: false,
      txCode: false,
    })
    const { grants } = JSON.parse(
      new URL(offer.credentialOfferUri).searchParams.get('credential_offer') ?? '',
    ) as { grants: Record<string, Record<string, string>> }
    const [[grantType, grant] = ['', {}]] = Object.entries(grants)
    const form = new URLSearchParams({
      grant_type: grantType,
      'pre-authorized_code': String((grant as Record<string, string>)['pre-authorized_code']),
    })
    const post = async (path: string, body: BodyInit, headers: Record<string, string> = {}) => {
      const request = new Request(`${issuerUrl}${path}`, { method: 'POST', body, headers })
      return (await (await issuer.fetch(request)).json()) as Record<string, unknown>
    }
    const token = await post('/token', form)
    const nonce = await post('/nonce', '')
    const proof = await signJws({
      header: { typ: 'openid4vci-proof+jwt', jwk: bareJwk(holder.publicJwk) },
      payload: { aud: issuerUrl, iat: nowInSeconds, nonce: String(nonce.c_nonce) },
      signer: holder,
    })
    const answer = await post(
      '/credential',
      JSON.stringify({ credential_configuration_id: 'ktp-proof_jwt_vc_json', proofs: { jwt: [proof] } }),
      { 'content-type': 'application/json', authorization: `Bearer ${token.access_token}` },
    )
    expect(errors).toEqual([])
    const [issued] = answer.credentials as { credential: string }[]
    const verdict = await format.verify(issued?.credential ?? '', expectations(signer, did))
    expect(verdict.ok).toBe(true)
    const [record] = await issuer.credentials()
    await issuer.revoke(record?.credentialId ?? '')
    expect((await issuer.credential(record?.credentialId ?? ''))?.status).toBe('revoked')
  })
})
