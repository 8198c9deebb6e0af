import type { JsonObject, Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk, numericDate, parseJws, signJws } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { createVeramoJwtVcJsonFormat } from './create-veramo-jwt-vc-json-format.ts'
import { expectDocumentedTable } from './documented-table.test-support.ts'
import type { LontarCredentialProvider } from './lontar-credential-provider.ts'
import { createPlainAgent, type PlainAgent } from './plain-veramo.test-support.ts'
import { proofPayload, startOfTest } from './proof-payload.test-support.ts'
import { createTrustingProvider } from './provider-world.test-support.ts'

const binding = { challenge: 'nonce-1', domain: 'did:example:verifier' }
const now = numericDate(startOfTest)

interface Scene {
  readonly plain: PlainAgent
  readonly ours: LontarCredentialProvider
  readonly issuer: Signer
  readonly issuerDid: string
  readonly holder: Signer
  readonly holderDid: string
  /** The claims of a credential that both take. */
  readonly claims: JsonObject
}

async function createScene(): Promise<Scene> {
  const [issuer, holder] = [
    await didJwkSigner(await generatePrivateJwk()),
    await didJwkSigner(await generatePrivateJwk()),
  ]
  const [issuerDid, holderDid] = [issuer.keyId.replace('#0', ''), holder.keyId.replace('#0', '')]
  const format = await createVeramoJwtVcJsonFormat({ signer: issuer })
  const payload = proofPayload(issuerDid, holder.publicJwk)
  const claims = parseJws(await format.issue({ signer: issuer, payload, disclosable: [] })).payload
  const ours = createTrustingProvider([[issuerDid, issuer.publicJwk]])
  return { plain: createPlainAgent(), ours, issuer, issuerDid, holder, holderDid, claims }
}

function sign(signer: Signer, payload: JsonObject, typ = 'JWT'): Promise<string> {
  return signJws({ header: { typ }, payload, signer })
}

function presentation(scene: Scene, credentials: readonly string[], signer = scene.holder): Promise<string> {
  return sign(signer, {
    iss: signer.keyId.replace('#0', ''),
    aud: binding.domain,
    nonce: binding.challenge,
    iat: now,
    vp: {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [...credentials],
    },
  })
}

const vcOf = ({ claims }: Scene) => claims.vc as JsonObject
const broken = (text: string) => `${text.slice(0, -8)}AAAAAAAA`

/** What each case is called in the table, and the text that it is. */
const credentials: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
  'a credential as issued': ({ issuer, claims }) => sign(issuer, claims),
  '`iss` differs from `vc.issuer`': (scene) =>
    sign(scene.issuer, { ...scene.claims, vc: { ...vcOf(scene), issuer: 'did:example:other' } }),
  '`sub` differs from the id of the subject': (scene) =>
    sign(scene.issuer, {
      ...scene.claims,
      vc: {
        ...vcOf(scene),
        credentialSubject: { ...(vcOf(scene).credentialSubject as JsonObject), id: 'did:example:other' },
      },
    }),
  'a passed `expirationDate`, no `exp`': (scene) => {
    const { exp: _exp, ...claims } = scene.claims
    return sign(scene.issuer, {
      ...claims,
      vc: { ...vcOf(scene), expirationDate: '2020-01-01T00:00:00Z' },
    })
  },
  'the base context not first': (scene) =>
    sign(scene.issuer, {
      ...scene.claims,
      vc: { ...vcOf(scene), '@context': [...(vcOf(scene)['@context'] as string[])].reverse() },
    }),
  'no `credentialSubject`': (scene) => {
    const { credentialSubject: _subject, ...vc } = vcOf(scene)
    return sign(scene.issuer, { ...scene.claims, vc })
  },
  'a foreign `typ`': ({ issuer, claims }) => sign(issuer, claims, 'statuslist+jwt'),
}

const presentations: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
  'a presentation as made': async (scene) => presentation(scene, [await sign(scene.issuer, scene.claims)]),
  'a broken credential inside': async (scene) =>
    presentation(scene, [broken(await sign(scene.issuer, scene.claims))]),
  'one broken credential of two': async (scene) => {
    const good = await sign(scene.issuer, scene.claims)
    return presentation(scene, [good, broken(good)])
  },
  'another holder': async (scene) =>
    presentation(
      scene,
      [await sign(scene.issuer, scene.claims)],
      await didJwkSigner(await generatePrivateJwk()),
    ),
  'no credential inside': (scene) => presentation(scene, []),
}

const good = ['a credential as issued', 'a presentation as made']

async function plainTakes(scene: Scene, name: string, text: string): Promise<boolean> {
  const policies = { now, credentialStatus: false }
  const args = { ...binding, policies }
  const result = Object.hasOwn(credentials, name)
    ? await scene.plain.verifyCredential({ credential: text, policies })
    : await scene.plain.verifyPresentation({ presentation: text, ...args })
  return result.verified
}

async function oursTakes(scene: Scene, name: string, text: string): Promise<boolean> {
  const result = Object.hasOwn(credentials, name)
    ? await scene.ours.verifyCredential({ credential: text })
    : await scene.ours.verifyPresentation({ presentation: text, ...binding })
  return result.verified
}

describe('what did-jwt-vc under Veramo lets pass is refused in strict verification', () => {
  test.each(Object.entries({ ...credentials, ...presentations }))('%s', async (name, make) => {
    const scene = await createScene()
    expect(await oursTakes(scene, name, await make(scene))).toBe(good.includes(name))
  })
})

test('the table of differences in docs/veramo.md is what both say', async () => {
  const scene = await createScene()
  const rows: string[] = []
  for (const [name, make] of Object.entries({ ...credentials, ...presentations })) {
    const text = await make(scene)
    const word = (taken: boolean) => (taken ? 'accepted' : 'refused')
    rows.push(
      `| ${name} | ${word(await plainTakes(scene, name, text))} | ${word(await oursTakes(scene, name, text))} |`,
    )
  }
  const head = ['| VC 1.1 as JWT | Veramo 7.0.1 | Lontar |', '| --- | --- | --- |']
  expectDocumentedTable('differences', [...head, ...rows])
})

describe('a plain Veramo agent and Lontar', () => {
  test('a credential of a plain agent, did:key on Ed25519, verifies with us', async () => {
    const scene = await createScene()
    const { did } = await scene.plain.didManagerCreate()
    const { issuer: _issuer, ...credential } = proofPayload(did, scene.holder.publicJwk)
    const made = await scene.plain.createVerifiableCredential({
      credential: { ...JSON.parse(JSON.stringify(credential)), issuer: did },
      proofFormat: 'jwt',
    })
    const { didDocument } = await scene.plain.resolveDid({ didUrl: did })
    expect(didDocument?.id).toBe(did)
    const key = publicKeyOfDidKey(did)
    const ours = createTrustingProvider([[did, await key]])
    for (const each of [made, made.proof.jwt]) {
      const { verified, error } = await ours.verifyCredential({ credential: each })
      expect([verified, error]).toEqual([true, undefined])
    }
    const edited = { ...made, credentialSubject: { ...made.credentialSubject, citizenshipStatus: 'x' } }
    expect((await ours.verifyCredential({ credential: edited })).verified).toBe(false)
    expect((await scene.ours.verifyCredential({ credential: made.proof.jwt })).verified).toBe(false)
  })

  test('a credential of ours verifies with a plain agent, and an edited one does not', async () => {
    const scene = await createScene()
    const text = await sign(scene.issuer, scene.claims)
    expect(await plainTakes(scene, 'a credential as issued', text)).toBe(true)
    expect(await plainTakes(scene, 'a credential as issued', broken(text))).toBe(false)
  })
})

async function publicKeyOfDidKey(did: string) {
  const { createDidResolver } = await import('@lontar/credentials/did')
  const { parseJwk } = await import('@lontar/credentials/jose')
  const resolve = createDidResolver({
    fetch: () => Promise.reject(new Error('no network')),
    now: () => startOfTest,
  })
  return parseJwk((await resolve(did)).verificationMethod[0]?.publicKeyJwk)
}
