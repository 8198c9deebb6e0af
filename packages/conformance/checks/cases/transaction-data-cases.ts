import { createLocalSigner } from '@lontar/credentials'
import { encodeBase64Url, encodeUtf8, generatePrivateJwk } from '@lontar/credentials/jose'
import {
  createTransactionDataHashes,
  type ExpectedTransactionData,
  type TransactionDataHashes,
} from '@lontar/credentials/presentation'
import { createKeyBindingJwt, issueSdJwt, verifySdJwt } from '@lontar/credentials/sd-jwt'
import { codeOf, type NegativeCase } from '../negative-case.ts'

type Run = NegativeCase['run']

const now = new Date('2026-11-24T02:00:00Z')
const issuer = await createLocalSigner(await generatePrivateJwk())
const holder = await createLocalSigner(await generatePrivateJwk())
const expected = { expectedNonce: 'nonce-of-the-request', expectedAudience: 'x509_san_dns:hotel.example' }
const typ = 'example+sd-jwt'

const entry = (order: string, hashAlgorithms?: readonly string[]): ExpectedTransactionData => ({
  text: encodeBase64Url(encodeUtf8(JSON.stringify({ type: 'payment', credential_ids: ['card'], order }))),
  hashAlgorithms,
})
const one = entry('one')
const two = entry('two')
const strong = entry('strong', ['sha-512', 'sha-384'])
const hashesOf = (...entries: readonly ExpectedTransactionData[]) => createTransactionDataHashes(entries)

/** Presents with these hashes where these data are to be authorised. */
const authorises =
  (
    hashes: () => Promise<TransactionDataHashes | undefined>,
    expectedTransactionData: readonly ExpectedTransactionData[],
  ): Run =>
  async () => {
    const sdJwt = await issueSdJwt({
      signer: issuer,
      header: { typ },
      payload: { cnf: { jwk: { ...holder.publicJwk } } },
      disclosable: [],
    })
    const authorised = await hashes()
    const keyBindingJwt = await createKeyBindingJwt({
      sdJwt,
      audience: expected.expectedAudience,
      nonce: expected.expectedNonce,
      signer: holder,
      now,
      ...(authorised && { transactionDataHashes: authorised }),
    })
    return codeOf(() =>
      verifySdJwt(sdJwt + keyBindingJwt, {
        expectedKey: issuer.publicJwk,
        expectedType: typ,
        expectedKeyBinding: { ...expected, expectedTransactionData },
        now,
      }),
    )
  }

const nothing = async (): Promise<undefined> => undefined

function refuses(
  step: string,
  code: NegativeCase['expected'],
  name: string,
  run: Run,
  twin: Run,
): NegativeCase {
  return { step, expected: code, name, run, twin }
}

const asked = authorises(() => hashesOf(one), [one])
const mismatch = 'transaction_data_mismatch'
const algorithm = 'transaction_data_algorithm_unexpected'
const twin = authorises(() => hashesOf(one, two), [one, two])
const strongTwin = authorises(() => hashesOf(strong), [strong])

/** What is refused because the holder authorised something else than he was asked to. */
export const cases: readonly NegativeCase[] = [
  refuses(
    'transaction-data.expected',
    'transaction_data_unexpected',
    'a transaction that nobody asked for',
    authorises(() => hashesOf(one), []),
    authorises(nothing, []),
  ),
  refuses(
    'transaction-data.present',
    'transaction_data_missing',
    'no hashes at all',
    authorises(nothing, [one]),
    asked,
  ),
  refuses(
    'transaction-data.algorithm',
    algorithm,
    'a weaker hash function than was offered',
    authorises(() => hashesOf({ ...strong, hashAlgorithms: ['sha-256'] }), [strong]),
    strongTwin,
  ),
  refuses(
    'transaction-data.algorithm',
    algorithm,
    'a hash function that is offered and not named',
    authorises(async () => {
      const { transaction_data_hashes } = await hashesOf({ ...strong, hashAlgorithms: ['sha-256'] })
      return { transaction_data_hashes }
    }, [strong]),
    strongTwin,
  ),
  refuses(
    'transaction-data.hashes',
    mismatch,
    'the hash of changed data',
    authorises(() => hashesOf(two), [one]),
    asked,
  ),
  refuses(
    'transaction-data.hashes',
    mismatch,
    'two hashes in the other order',
    authorises(() => hashesOf(two, one), [one, two]),
    twin,
  ),
  refuses(
    'transaction-data.hashes',
    mismatch,
    'a hash too many',
    authorises(() => hashesOf(one, two), [one]),
    twin,
  ),
  refuses(
    'transaction-data.hashes',
    mismatch,
    'a hash too few',
    authorises(() => hashesOf(one), [one, two]),
    twin,
  ),
  refuses(
    'transaction-data.hashes',
    mismatch,
    'an empty list of hashes',
    authorises(async () => ({ transaction_data_hashes: [] }), [one]),
    asked,
  ),
]
