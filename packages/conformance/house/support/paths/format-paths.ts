import {
  type CredentialFormat,
  createJwtVcJsonFormat,
  createLocalSigner,
  createVcJwtFormat,
  type JsonObject,
  passed,
  type Signer,
  type TrustedIssuer,
  type VerifyExpectations,
} from '@lontar/credentials'
import { createDidJwk, didJwkSigner } from '@lontar/credentials/did'
import { bareJwk, generatePrivateJwk, signJws } from '@lontar/credentials/jose'
import { createVp, envelopeCredential, parseVp, verifyVp } from '@lontar/credentials/presentation'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, type Search } from '../marks.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const typeUrl = 'https://issuer.example/vct/ktp/1'
const contextUrl = 'https://issuer.example/contexts/lontar/1'
const nonce = `${mark}-nonce-of-this-request`
const audience = `x509_san_dns:${mark}.example`

/** Who signs, and what each format says of a marked person. */
interface Stage {
  readonly search: Search
  readonly issuer: Signer
  readonly holder: Signer
  readonly stranger: Signer
  readonly trusted: TrustedIssuer
}

interface Kit {
  readonly format: CredentialFormat
  readonly typ: string
  readonly payload: JsonObject
}

/** Everything that the formats without selective disclosure may refuse, alone and in a presentation. */
export async function formatPaths(search: Search): Promise<readonly FailurePath[]> {
  const issuer = await didJwkSigner(await generatePrivateJwk())
  const iss = createDidJwk(issuer.publicJwk)
  const keys = [{ ...issuer.publicJwk, kid: issuer.keyId }]
  const stage: Stage = {
    search,
    issuer,
    holder: await createLocalSigner(await generatePrivateJwk()),
    stranger: await createLocalSigner(await generatePrivateJwk()),
    trusted: { issuer: iss, types: [typeUrl], jwks: { keys } },
  }
  const kits = kitsOf(stage)
  const perFormat = await Promise.all(kits.map((kit) => pathsOf(stage, kit)))
  return [...perFormat.flat(), ...(await presentationPaths(stage, kits))]
}

function kitsOf({ trusted, holder }: Stage): readonly Kit[] {
  const resolveContext = (url: string) => (url === contextUrl ? { KtpCredential: typeUrl } : undefined)
  const type = ['VerifiableCredential', 'KtpCredential']
  const exp = nowSeconds + 86_400
  return [
    {
      format: createVcJwtFormat({ resolveContext }),
      typ: 'vc+jwt',
      payload: {
        '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl],
        type,
        issuer: trusted.issuer,
        exp,
        cnf: { jwk: { ...bareJwk(holder.publicJwk) } },
        credentialSubject: { ...marked },
      },
    },
    {
      format: createJwtVcJsonFormat({ resolveContext }),
      typ: 'JWT',
      payload: {
        iss: trusted.issuer,
        sub: createDidJwk(holder.publicJwk),
        nbf: nowSeconds,
        exp,
        vc: {
          '@context': ['https://www.w3.org/2018/credentials/v1', contextUrl],
          type,
          credentialSubject: { ...marked },
        },
      },
    },
  ]
}

function expectationsOf({ trusted }: Stage, changes: Partial<VerifyExpectations> = {}): VerifyExpectations {
  return {
    expectedIssuers: [trusted],
    expectedTypes: [typeUrl],
    expectedKeyBinding: 'none',
    checkStatus: async () => passed('status', 'of the path'),
    now,
    ...changes,
  }
}

async function pathsOf(stage: Stage, { format, typ, payload }: Kit): Promise<readonly FailurePath[]> {
  const sign = async (changes: JsonObject = {}, header: JsonObject = {}, signer: Signer = stage.issuer) => {
    const members = Object.entries({ ...payload, ...changes }).filter(([, value]) => value !== undefined)
    const text = await signJws({
      header: { typ, ...header },
      payload: Object.fromEntries(members) as JsonObject,
      signer,
    })
    stage.search.add(text)
    return text
  }
  const verify = (
    title: string,
    code: FailurePath['code'],
    make: () => Promise<string>,
    changes: Partial<VerifyExpectations> = {},
  ): FailurePath => ({
    title: `${format.id} ${title}`,
    code,
    run: async () => format.verify(await make(), expectationsOf(stage, changes)),
  })
  const valid = await sign()
  const strangely = { ...stage.stranger, keyId: stage.issuer.keyId }
  const subject = typ === 'JWT' ? { vc: { ...(payload.vc as JsonObject), credentialSubject: [mark] } } : {}
  return [
    verify('signed by another', 'jws_signature_invalid', () => sign({}, {}, strangely)),
    verify('under another key', 'jws_key_unknown', () => sign({}, {}, stage.stranger)),
    verify('of a marked alg', 'jws_algorithm_unexpected', async () => {
      const [, body, signature] = valid.split('.')
      const header = { alg: mark, typ, kid: stage.issuer.keyId }
      return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${body}.${signature}`
    }),
    verify('of a marked issuer', 'issuer_untrusted', () =>
      sign({ iss: `did:web:${mark}`, issuer: `did:web:${mark}` }),
    ),
    verify('that is over', 'credential_expired', () => sign({ nbf: nowSeconds - 60, exp: nowSeconds - 1 })),
    verify('with a marked end', 'credential_malformed', () => sign({ exp: mark })),
    verify('with a marked status', 'credential_malformed', () => sign({ status: mark })),
    verify('with a marked subject', 'credential_malformed', () =>
      sign({ ...(typ === 'JWT' ? subject : { credentialSubject: [mark] }) }),
    ),
    verify('of another type', 'credential_type_unexpected', async () => valid, { expectedTypes: [mark] }),
    verify('without its holder', 'key_binding_missing', async () => valid, {
      expectedKeyBinding: { expectedNonce: nonce, expectedAudience: audience },
    }),
    verify('cut off', 'jws_malformed', async () => valid.slice(0, 60)),
    verify('as JSON', 'jws_malformed', async () => JSON.stringify(marked)),
    {
      title: `${format.id} presented by another`,
      code: 'credential_holder_mismatch',
      run: () =>
        format.present({
          credential: valid,
          disclose: [['credentialSubject']],
          signer: stage.stranger,
          audience,
          nonce,
          now,
        }),
    },
  ]
}

async function presentationPaths(stage: Stage, kits: readonly Kit[]): Promise<readonly FailurePath[]> {
  const { holder, stranger, search } = stage
  const [kit] = kits
  if (kit === undefined) throw new TypeError('There is no format.')
  const text = await signJws({ header: { typ: 'vc+jwt' }, payload: kit.payload, signer: stage.issuer })
  const credentials = [{ format: 'vc+jwt' as const, text }]
  const vp = await createVp({ credentials, signer: holder, audience, nonce, now })
  search.add(text, vp)
  const binding = { expectedNonce: nonce, expectedAudience: audience }
  const verify = (
    title: string,
    code: FailurePath['code'],
    shown: () => string | Promise<string>,
    change: object = {},
  ): FailurePath => ({
    title: `a presentation ${title}`,
    code,
    run: async () =>
      verifyVp(await shown(), {
        ...expectationsOf(stage, { expectedKeyBinding: { ...binding, ...change } }),
        expectedFormats: kits.map(({ format }) => format),
      }),
  })
  const signed = async (changes: JsonObject, signer: Signer = holder): Promise<string> => {
    const payload = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: credentials.map(envelopeCredential),
      nonce,
      aud: audience,
      iat: nowSeconds,
    }
    const made = await signJws({ header: { typ: 'vp+jwt' }, payload: { ...payload, ...changes }, signer })
    search.add(made)
    return made
  }
  return [
    verify('of another nonce', 'key_binding_nonce_mismatch', () => vp, {
      expectedNonce: 'another-nonce-1234',
    }),
    verify('for another verifier', 'key_binding_audience_mismatch', () => vp, { expectedAudience: 'other' }),
    verify('by another', 'key_binding_invalid', () => signed({}, stranger)),
    verify('of a marked time', 'key_binding_time_out_of_range', () => signed({ iat: mark })),
    verify('of a marked holder', 'presentation_malformed', () => signed({ holder: { name: marked.name } })),
    verify('of a marked credential', 'presentation_malformed', () =>
      signed({ verifiableCredential: [mark] }),
    ),
    verify('of nothing', 'presentation_malformed', () => signed({ verifiableCredential: [] })),
    verify('of a marked envelope', 'jws_malformed', () =>
      signed({
        verifiableCredential: [
          { ...envelopeCredential({ format: 'vc+jwt', text }), id: `data:application/vc+jwt,${mark}` },
        ],
      }),
    ),
    verify('cut off', 'jws_malformed', () => vp.slice(0, 50)),
    {
      title: 'a presentation read from a text',
      code: 'jws_malformed',
      run: () => parseVp(`${mark}.${mark}.`),
    },
  ]
}
