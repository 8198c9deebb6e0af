import { beforeAll, describe, expect, test } from 'vitest'
import type { CredentialFormat } from '../formats/credential-format.ts'
import { createDcSdJwtFormat } from '../formats/dc-sd-jwt-format.ts'
import {
  audience,
  type CredentialScene,
  commonPayload,
  contextUrl,
  createCredentialScene,
  expectedKeyBinding,
  nonce,
  notOk,
  now,
  nowSeconds,
  resolveContext,
  typeUrl,
} from '../formats/fixtures/credential-scene.ts'
import { createJwtVcJsonFormat } from '../formats/jwt-vc-json-format.ts'
import { createVcJwtFormat } from '../formats/vc-jwt-format.ts'
import { createVcSdJwtFormat } from '../formats/vc-sd-jwt-format.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { signJws } from '../jose/sign-jws.ts'
import { encodeUtf8 } from '../jose/utf8.ts'
import { digestText } from '../sd-jwt/hash-algorithm.ts'
import { commonHashAlgorithm } from './common-hash-algorithm.ts'
import { createTransactionDataHashes } from './create-transaction-data-hashes.ts'
import type { ExpectedTransactionData } from './expected-transaction-data.ts'
import { parseTransactionDataHashes } from './parse-transaction-data-hashes.ts'
import type { TransactionDataHashes } from './transaction-data-hashes.ts'

const entry = (name: string, ...hashAlgorithms: readonly string[]): ExpectedTransactionData => ({
  text: encodeBase64Url(encodeUtf8(JSON.stringify({ type: 'payment', credential_ids: ['card'], name }))),
  ...(hashAlgorithms.length > 0 && { hashAlgorithms }),
})
const one = entry('one')
const two = entry('two')
const strong = entry('strong', 'sha-512')

let scene: CredentialScene
beforeAll(async () => {
  scene = await createCredentialScene()
})

const formats: readonly CredentialFormat[] = [
  createDcSdJwtFormat(),
  createVcSdJwtFormat({ resolveContext }),
  createVcJwtFormat({ resolveContext }),
  createJwtVcJsonFormat({
    resolveContext,
    issue: ({ signer, payload }) => signJws({ header: { typ: 'JWT' }, payload, signer }),
  }),
]

function payloadOf({ id }: CredentialFormat): JsonObject {
  const { iss, ...common } = commonPayload(scene)
  if (id === 'dc+sd-jwt') return { iss: scene.iss, ...common, vct: typeUrl }
  const contexts = [
    `https://www.w3.org/${id === 'jwt_vc_json' ? '2018/credentials/v1' : 'ns/credentials/v2'}`,
  ]
  const credential = {
    '@context': [...contexts, contextUrl],
    type: ['VerifiableCredential', 'KtpCredential'],
    credentialSubject: { ageEqualOrOver18: true },
  }
  if (id !== 'jwt_vc_json')
    return { ...credential, issuer: iss ?? '', validFrom: '2026-11-24T00:00:00Z', ...common }
  return { iss: scene.iss, sub: scene.holderDid, nbf: nowSeconds, exp: nowSeconds + 86_400, vc: credential }
}

async function present(format: CredentialFormat, transactionDataHashes?: TransactionDataHashes) {
  return format.present({
    credential: await format.issue({ signer: scene.issuer, payload: payloadOf(format), disclosable: [] }),
    disclose: format.id.endsWith('sd-jwt') ? [] : [['credentialSubject']],
    signer: scene.holder,
    audience,
    nonce,
    now,
    ...(transactionDataHashes && { transactionDataHashes }),
  })
}

describe.each(formats.map((format) => [format.id, format] as const))('%s', (_id, format) => {
  async function outcome(
    hashes: TransactionDataHashes | undefined,
    expectedTransactionData?: readonly ExpectedTransactionData[],
  ): Promise<string[]> {
    const binding = { ...expectedKeyBinding, ...(expectedTransactionData && { expectedTransactionData }) }
    const expectations = scene.expectations({ expectedKeyBinding: binding })
    return notOk(await format.verify(await present(format, hashes), expectations)).filter((line) =>
      line.startsWith('holder_binding'),
    )
  }
  const refused = (code: string): string[] => [`holder_binding failed ${code}`]
  const both = (...entries: readonly ExpectedTransactionData[]) => createTransactionDataHashes(entries)

  test('authorises exactly what it was asked to', async () => {
    expect(await outcome(await both(one, two), [one, two])).toEqual([])
    expect(await outcome(await both(strong), [strong])).toEqual([])
    expect(await outcome(undefined)).toEqual([])
    expect(await outcome(undefined, [])).toEqual([])
  })

  test('names the function also where it need not', async () => {
    const named = { ...(await both(one)), transaction_data_hashes_alg: 'sha-256' }
    expect(await outcome(named, [one])).toEqual([])
  })

  test('is refused where it authorises what nobody asked, or nothing at all', async () => {
    expect(await outcome(await both(one))).toEqual(refused('transaction_data_unexpected'))
    expect(await outcome(undefined, [one])).toEqual(refused('transaction_data_missing'))
  })

  test('is refused for other data, another order, one too many, one too few', async () => {
    const mismatch = refused('transaction_data_mismatch')
    expect(await outcome(await both(two), [one])).toEqual(mismatch)
    expect(await outcome(await both(two, one), [one, two])).toEqual(mismatch)
    expect(await outcome(await both(one, two), [one])).toEqual(mismatch)
    expect(await outcome(await both(one), [one, two])).toEqual(mismatch)
    expect(await outcome({ transaction_data_hashes: [] }, [one])).toEqual(mismatch)
  })

  test('is refused for a hash function that was not offered, or not named', async () => {
    const unexpected = refused('transaction_data_algorithm_unexpected')
    const weak = { transaction_data_hashes: [await digestText('sha-256', strong.text)] }
    expect(await outcome(weak, [strong])).toEqual(unexpected)
    expect(await outcome({ ...weak, transaction_data_hashes_alg: 'sha-256' }, [strong])).toEqual(unexpected)
    expect(await outcome({ ...(await both(one)), transaction_data_hashes_alg: 'md5' }, [one])).toEqual(
      unexpected,
    )
    const unnamed = { transaction_data_hashes: (await both(strong)).transaction_data_hashes }
    expect(await outcome(unnamed, [strong])).toEqual(unexpected)
  })

  test('says what it authorises to whoever reads it unverified', async () => {
    const hashes = await both(strong)
    expect(parseTransactionDataHashes(await present(format, hashes))).toEqual(hashes)
    expect(parseTransactionDataHashes(await present(format))).toBeUndefined()
  })
})

describe('createTransactionDataHashes', () => {
  test('hashes the text as received, and names the function where the request did', async () => {
    expect(await createTransactionDataHashes([one])).toEqual({
      transaction_data_hashes: [await digestText('sha-256', one.text)],
    })
    expect(await createTransactionDataHashes([strong])).toEqual({
      transaction_data_hashes: [await digestText('sha-512', strong.text)],
      transaction_data_hashes_alg: 'sha-512',
    })
  })

  test.each([
    ['no data', []],
    ['data without a common function', [one, strong]],
    ['a function that we do not know', [entry('x', 'sha3-256')]],
  ])('takes not %s', async (_what, entries) => {
    await expect(createTransactionDataHashes(entries)).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })
})

test('the function is the first that the first of the data names and all others take', () => {
  const of = (...lists: readonly (readonly string[])[]) =>
    commonHashAlgorithm(lists.map((list) => entry('x', ...list)))
  expect(of([])).toBe('sha-256')
  expect(of(['sha-384', 'sha-256'])).toBe('sha-384')
  expect(of(['sha-384', 'sha-256'], ['sha-256', 'sha-512'])).toBe('sha-256')
  expect(of(['sha-384', 'sha-256'], [])).toBe('sha-256')
  expect(of(['sha-1', 'sha-512'])).toBe('sha-512')
  expect(of(['SHA-256'])).toBeUndefined()
})

test.each(['', '~', 'a.b.c', 'x~y~', 'eyJhbGciOiJub25lIn0.e30.'])('%j authorises nothing', (text) => {
  expect(parseTransactionDataHashes(text)).toBeUndefined()
})

test('no other claim of the caller gets into what a holder signs', async () => {
  const [format] = formats
  const hashes = { ...(await createTransactionDataHashes([one])), aud: 'somebody else', extra: 1 }
  const text = await present(format as CredentialFormat, hashes)
  const { payload } = parseJws(text.slice(text.lastIndexOf('~') + 1))
  expect(Object.keys(payload).sort()).toEqual(['aud', 'iat', 'nonce', 'sd_hash', 'transaction_data_hashes'])
  expect(payload.aud).toBe(audience)
})
