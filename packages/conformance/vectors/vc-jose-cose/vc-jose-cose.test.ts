import {
  type ClaimPath,
  createLocalSigner,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type JsonObject,
  type JsonValue,
  type PrivateJwk,
  type PublicJwk,
  type Signer,
} from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { parseJws, signJws, verifyJwsSignature } from '@lontar/credentials/jose'
import {
  openEnvelopedCredential,
  parseVp,
  type UnverifiedPresentation,
} from '@lontar/credentials/presentation'
import { issueSdJwt } from '@lontar/credentials/sd-jwt'
import { describe, expect, test } from 'vitest'
import { readVector, readVectorText, vectorsAbsent } from '../support/public-vectors.ts'

const folder = 'vectors/vc-jose-cose'

interface SuiteTest {
  readonly number: number
  readonly title: string
  readonly input: string
  readonly key: string
  readonly fn: 'issue' | 'verify'
  readonly feature: string
  readonly expected: 'success' | 'failure'
  readonly disclosure_paths?: readonly string[]
}

interface VerificationMethod {
  readonly id: string
  readonly publicKeyJwk: PublicJwk & { readonly kid: string }
  readonly secretKeyJwk: PrivateJwk
}

/** Tests whose answer here is a refusal, and why. */
const differences: Readonly<Record<number, string>> = {
  4: 'P-521 is no curve of ours',
  18: 'P-521 is no curve of ours',
  21: 'P-521 is no curve of ours',
  7: 'one of its envelopes is of the media type vc+cose, which is not implemented',
}

const isPlanned = ({ number, expected }: SuiteTest): boolean =>
  expected === 'success' && !(number in differences)

const tests = vectorsAbsent
  ? []
  : readVector<{ readonly tests: readonly SuiteTest[] }>(`${folder}/expected-results.json`).tests.filter(
      ({ feature }) => !feature.endsWith('_cose'),
    )

/** The context of the specification's examples, whose terms are those of its vocabulary. */
const resolveContext = (url: string): Readonly<Record<string, string>> | undefined =>
  url === 'https://www.w3.org/ns/credentials/examples/v2'
    ? Object.fromEntries(
        [
          'ExampleAlumniCredential',
          'IdentityCredential',
          'EmploymentCredential',
          'UniversityDegreeCredential',
        ].map((type) => [type, `https://www.w3.org/ns/credentials/examples#${type}`]),
      )
    : undefined

const vcJwt = createVcJwtFormat({ resolveContext })
const vcSdJwt = createVcSdJwtFormat({ resolveContext })

/** A far end: Lontar signs no credential without one. */
const exp = 4_000_000_000

describe.skipIf(vectorsAbsent)('public vectors: VC-JOSE-COSE', () => {
  test('are all here', () => {
    expect(tests.length).toBe(26)
  })

  test.each(tests.map((vector) => [vector.title, vector] as const))('%s', async (_title, vector) => {
    expect(await isAccepted(vector)).toBe(isPlanned(vector))
  })
})

async function isAccepted(vector: SuiteTest): Promise<boolean> {
  try {
    await (vector.fn === 'issue' ? issue(vector) : verify(vector))
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(LontarError)
    return false
  }
}

async function issue(vector: SuiteTest): Promise<void> {
  const { secretKeyJwk, id } = readVector<VerificationMethod>(`${folder}/${vector.key}`)
  const signer = { ...(await createLocalSigner(secretKeyJwk)), keyId: id }
  const document = readVector<JsonObject>(`${folder}/${vector.input}`)
  await (vector.feature.startsWith('presentation') ? issueVp : issueVc)(vector, document, signer)
}

async function issueVc(
  { feature, disclosure_paths }: SuiteTest,
  document: JsonObject,
  signer: Signer,
): Promise<void> {
  const format = feature === 'credential_jose' ? vcJwt : vcSdJwt
  const disclosable = pathsOf(disclosure_paths)
  const text = await format.issue({ signer, payload: { ...document, exp }, disclosable })
  expect((await format.parse(text)).disclosable).toHaveLength(disclosable.length)
}

async function issueVp(
  { feature, disclosure_paths }: SuiteTest,
  document: JsonObject,
  signer: Signer,
): Promise<void> {
  const entries = document.verifiableCredential as readonly JsonValue[]
  const credentials = entries.map(openEnvelopedCredential)
  const header = { typ: typeOf[feature] ?? '', cty: 'vp' }
  // One of the samples has lost its first letter: `createVp` signs nothing that it cannot read.
  const text =
    feature === 'presentation_jose'
      ? await signJws({ header, payload: document, signer })
      : await issueSdJwt({ signer, header, payload: document, disclosable: pathsOf(disclosure_paths) })
  expect((await parseVp(text)).credentials).toEqual(credentials)
}

function pathsOf(paths: readonly string[] = []): readonly ClaimPath[] {
  return paths.map((path) =>
    path.split(/[.[\]]+/).flatMap((part) => (part === '' ? [] : [/^\d+$/.test(part) ? Number(part) : part])),
  )
}

/** `iat` is a date in words in these credentials: their times are no part of the suite and are not judged. */
async function verify({ feature, input, key }: SuiteTest): Promise<void> {
  const { publicKeyJwk } = readVector<VerificationMethod>(`${folder}/${key}`)
  const text = (readVectorText(`${folder}/${input}`) ?? '').trim()
  const jws = parseJws(text.split('~', 1)[0] ?? '')
  const expectedType = typeOf[feature] ?? ''
  await verifyJwsSignature(jws, { expectedKey: publicKeyJwk, expectedType })
  if (feature.startsWith('presentation')) await readCredentials(await parseVp(text))
  else await (feature === 'credential_jose' ? vcJwt : vcSdJwt).parse(text)
}

const typeOf: Readonly<Record<string, string>> = {
  credential_jose: 'vc+jwt',
  credential_sdjwt: 'vc+sd-jwt',
  presentation_jose: 'vp+jwt',
  presentation_sdjwt: 'vp+sd-jwt',
}

async function readCredentials({ credentials }: UnverifiedPresentation): Promise<void> {
  for (const { format, text } of credentials) await (format === 'vc+jwt' ? vcJwt : vcSdJwt).parse(text)
}
