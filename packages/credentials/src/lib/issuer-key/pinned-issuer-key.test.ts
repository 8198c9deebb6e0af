import { beforeAll, describe, expect, it } from 'vitest'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { createLocalSigner } from '../jose/local-signer.ts'
import { pinnedIssuerKey } from './pinned-issuer-key.ts'

const now = new Date('2026-11-01T04:00:00Z')
let one: PublicJwk
let two: PublicJwk

beforeAll(async () => {
  one = { ...(await createLocalSigner(await generatePrivateJwk())).publicJwk, kid: '1' }
  two = { ...(await createLocalSigner(await generatePrivateJwk())).publicJwk, kid: '2' }
})

const find = (keys: readonly PublicJwk[] | undefined, kid?: unknown) =>
  pinnedIssuerKey({
    issuer: { issuer: 'https://issuer.example', types: ['urn:x'], ...(keys && { jwks: { keys } }) },
    header: kid === undefined ? {} : { kid: kid as string },
    now,
  })
const unknown = { name: 'VerificationError', code: 'jws_key_unknown' }

describe('a pinned key', () => {
  it('is the one that the header names, or the only one', async () => {
    await expect(find([one, two], '2')).resolves.toBe(two)
    await expect(find([one])).resolves.toBe(one)
  })

  it.each(['3', '', null, 1, {}])('is unknown under the kid %j', async (kid) => {
    await expect(find([one], kid)).rejects.toMatchObject(unknown)
  })

  it('is unknown when two would do, or the list pins an empty set', async () => {
    await expect(find([one, two])).rejects.toMatchObject(unknown)
    await expect(find([one, { ...two, kid: '1' }], '1')).rejects.toMatchObject(unknown)
    await expect(find([])).rejects.toMatchObject(unknown)
  })

  it('is looked for nowhere else when the list pins none', async () => {
    await expect(find(undefined, '1')).rejects.toMatchObject({
      name: 'UnsupportedError',
      code: 'issuer_key_not_pinned',
    })
  })
})
