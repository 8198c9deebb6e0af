import { beforeAll, describe, expect, it } from 'vitest'
import type { ClaimPath } from '../formats/credential-format.ts'
import { type CredentialScene, createCredentialScene } from '../formats/fixtures/credential-scene.ts'
import { issueSdJwt } from './issue-sd-jwt.ts'
import { parseSdJwt } from './parse-sd-jwt.ts'
import { presentSdJwt } from './present-sd-jwt.ts'

let scene: CredentialScene
let sdJwt: string

beforeAll(async () => {
  scene = await createCredentialScene()
  sdJwt = await issueSdJwt({
    signer: scene.issuer,
    header: { typ: 'example+sd-jwt' },
    payload: {
      iss: 'x',
      name: 'A',
      address: { city: 'B', country: 'C' },
      list: [{ a: 1, b: 2 }, { b: 3 }, { a: 4 }],
    },
    disclosable: [['name'], ['address'], ['address', 'city'], ['list', null], ['list', null, 'a']],
  })
})

async function shown(...disclose: ClaimPath[]): Promise<unknown> {
  const presented = await presentSdJwt({ sdJwt, disclose })
  expect(presented.endsWith('~')).toBe(true)
  const { claims } = await parseSdJwt(presented)
  return JSON.parse(JSON.stringify(claims))
}

describe('presentSdJwt', () => {
  it('shows nothing that is not listed', async () => {
    expect(await shown()).toEqual({ iss: 'x', list: [] })
    expect(await shown(['name'])).toEqual({ iss: 'x', list: [], name: 'A' })
  })

  it('shows the claims around a listed claim and nothing beside it', async () => {
    expect(await shown(['address', 'country'])).toEqual({ iss: 'x', list: [], address: { country: 'C' } })
    expect(await shown(['address', 'city'])).toEqual({
      iss: 'x',
      list: [],
      address: { city: 'B', country: 'C' },
    })
  })

  it('shows all of a listed object or array', async () => {
    expect(await shown(['address'])).toEqual({ iss: 'x', list: [], address: { city: 'B', country: 'C' } })
    expect(await shown(['list', 0])).toEqual({ iss: 'x', list: [{ a: 1, b: 2 }] })
    expect(await shown(['list'])).toEqual({ iss: 'x', list: [{ a: 1, b: 2 }, { b: 3 }, { a: 4 }] })
  })

  it('shows of an array only the elements that have the listed claim', async () => {
    expect(await shown(['list', null, 'a'])).toEqual({ iss: 'x', list: [{ a: 1, b: 2 }, { a: 4 }] })
  })

  it('needs no disclosure for a claim that is always there', async () => {
    expect(await shown(['iss'])).toEqual({ iss: 'x', list: [] })
  })

  it('keeps the order of the disclosures and the signature', async () => {
    const presented = await presentSdJwt({ sdJwt, disclose: [['name'], ['address']] })
    const [jwt, ...kept] = presented.split('~').slice(0, -1)
    expect(jwt).toBe(sdJwt.split('~')[0])
    expect(sdJwt.split('~').filter((part) => kept.includes(part))).toEqual(kept)
  })

  it('refuses a path that leads nowhere', async () => {
    for (const path of [['nik'], [], ['list', 9], ['list', null, 'c']] as ClaimPath[]) {
      await expect(presentSdJwt({ sdJwt, disclose: [path] })).rejects.toMatchObject({
        code: 'sd_jwt_path_unknown',
      })
    }
  })

  it('refuses a credential that already has a key binding', async () => {
    await expect(presentSdJwt({ sdJwt: `${sdJwt}a.b.c`, disclose: [] })).rejects.toMatchObject({
      code: 'key_binding_unexpected',
    })
  })
})
