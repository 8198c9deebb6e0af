import type { UnverifiedCredential } from '@lontar/credentials'
import { jwkThumbprint } from '@lontar/credentials/jose'
import { createCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { beforeAll, expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { issuedIn, readIssued } from '../support/read-issued.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()
const batchSize = 10

let texts: readonly string[]
let credentials: readonly UnverifiedCredential[]
let thumbprints: readonly string[]
beforeAll(async () => {
  const { client, scene } = used
  const keys = await client.keys(batchSize)
  const proofs = await client.prove(keys)
  const token = await client.accessToken({ copies: batchSize })
  texts = issuedIn(await client.post(token, createCredentialRequest({ configurationId, proofs })))
  credentials = await Promise.all(texts.map((text) => readIssued(scene, text)))
  thumbprints = await Promise.all(keys.map(({ publicJwk }) => jwkThumbprint(publicJwk)))
})

/** What stands in every copy, without what must differ. */
function dataOf({ claims }: UnverifiedCredential): object {
  const { cnf: _cnf, status: _status, ...data } = claims
  return data
}

test('there are as many credentials as proofs, each bound to another of the keys', async () => {
  const bound = await Promise.all(credentials.map(({ holderKey }) => holderKey && jwkThumbprint(holderKey)))
  expect([...bound].sort()).toEqual([...thumbprints].sort())
})

test('all hold the same data', () => {
  expect(credentials).toHaveLength(batchSize)
  for (const credential of credentials)
    expect(dataOf(credential)).toEqual(dataOf(credentials[0] as UnverifiedCredential))
})

test('no salt is there twice', () => {
  const salts = texts.flatMap((text) =>
    text
      .split('~')
      .slice(1, -1)
      .map((disclosure) => (JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as [string])[0]),
  )
  expect(salts.length).toBeGreaterThan(batchSize)
  expect(new Set(salts).size).toBe(salts.length)
})

test('no place on a status list is there twice, all are on one list, and they are in no order', () => {
  const places = credentials.map(({ status }) => status?.idx ?? Number.NaN)
  expect(new Set(places).size).toBe(batchSize)
  expect(new Set(credentials.map(({ status }) => status?.uri)).size).toBe(1)
  const steps = new Set(places.slice(1).map((place, index) => place - (places[index] ?? 0)))
  expect(steps.size).toBeGreaterThan(1)
})

test('times are rounded to the hour, so that they link nothing', () => {
  for (const { claims } of credentials) {
    const times = ['iat', 'nbf', 'exp'].map((name) => claims[name]).filter((time) => time !== undefined)
    expect(times.length).toBeGreaterThan(0)
    for (const time of times) expect(Number(time) % 3600).toBe(0)
  }
})

test('one proof more than batch_size is refused, and issues nothing', async () => {
  const { client, scene } = used
  const token = await client.accessToken({ copies: batchSize })
  const before = (await scene.issuer.credentials()).length
  expectRefusal(await client.collect(token, batchSize + 1), 'invalid_credential_request')
  expect(await scene.issuer.credentials()).toHaveLength(before)
})

test('two proofs of one key are refused', async () => {
  const { client } = used
  const [key] = await client.keys()
  if (key === undefined) throw new TypeError('no key')
  // One attestation that names the key once, so that nothing else is wrong.
  const nonce = await client.nonce()
  const proofs = await client.prove([key, key], { nonce, attestation: await client.attestKeys([key], nonce) })
  const token = await client.accessToken({ copies: 2 })
  expectRefusal(
    await client.post(token, createCredentialRequest({ configurationId, proofs })),
    'invalid_proof',
  )
})
