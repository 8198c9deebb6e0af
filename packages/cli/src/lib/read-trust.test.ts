import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { isDevelopmentTrust, readTrust } from './read-trust.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()

function trustFile(type: string, jwk: object) {
  return { issuers: [{ issuer: 'did:web:issuer.example', types: [type], jwks: { keys: [jwk] } }] }
}

function read(content: string | Uint8Array) {
  writeFileSync(join(workingDirectory, 'trust.json'), content)
  return readTrust(memoryInvocation(memoryEnvironment({ workingDirectory })), { trust: 'trust.json' })
}

describe('a trust file', () => {
  it('is read, and tells whether its issuers are on http', async () => {
    const { d: _secret, ...key } = await generatePrivateJwk()
    const jwk = { ...key, kid: 'one' }
    const real = await read(JSON.stringify(trustFile('https://issuer.example/vct/ktp/1', jwk)))
    expect(real.issuers).toHaveLength(1)
    expect(isDevelopmentTrust(real)).toBe(false)
    const loopback = await read(JSON.stringify(trustFile('http://127.0.0.1:4000/vct/ktp/1', jwk)))
    expect(isDevelopmentTrust(loopback)).toBe(true)
  })

  it('is refused with a private key, as a list, as something else than JSON, and when it is not there', async () => {
    const type = 'https://issuer.example/vct/ktp/1'
    const jwk = { ...(await generatePrivateJwk()), kid: 'one' }
    await expect(read(JSON.stringify(trustFile(type, jwk)))).rejects.toMatchObject({
      code: 'trust_list_malformed',
    })
    await expect(read('[]')).rejects.toMatchObject({ code: 'trust_list_malformed' })
    await expect(read('issuers:')).rejects.toMatchObject({ code: 'json_malformed' })
    await expect(read(new Uint8Array([0xff]))).rejects.toMatchObject({ code: 'utf8_malformed' })
    const invocation = memoryInvocation(memoryEnvironment({ workingDirectory }))
    await expect(readTrust(invocation, { trust: 'nowhere.json' })).rejects.toMatchObject({
      code: 'file_unreadable',
    })
  })
})
