import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn } from '../command-line.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)

describe('a wallet', () => {
  const at = ['--wallet', 'wallet', '--json']
  const init = ['wallet', 'init', ...at]

  beforeAll(async () => expect((await lontar(init)).exitCode).toBe(0))

  it('is made once, for its owner alone, also when the first attempt was interrupted', async () => {
    const file = join(workingDirectory, 'wallet/wallet.json')
    expect(readFileSync(file, 'utf8')).toBe('{"dev":false}\n')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(codeOf(await lontar(init))).toEqual([1, 'already_initialised'])
    rmSync(file)
    const variables = { LONTAR_WALLET_PASSPHRASE: 'another' }
    expect(codeOf(await lontar(init, { variables }))).toEqual([1, 'passphrase_wrong'])
    expect((await lontar(init)).exitCode).toBe(0)
  })

  it('is not there before, and not read when its configuration was changed by hand', async () => {
    const list = ['wallet', 'list', '--json']
    const nowhere = await lontar(list)
    expect(codeOf(nowhere)).toEqual([1, 'not_initialised'])
    expect(nowhere.stderr).toMatch(/lontar wallet init.*--wallet/)
    expect(await lontar(['wallet', 'list', ...at])).toMatchObject({ stdout: '{"credentials":[]}\n' })
    const words = await lontar(['wallet', 'list', '--wallet', 'wallet', '--lang', 'id'])
    expect(words.stdout).toBe('Dompet ini belum berisi kredensial.\n')
    const file = join(workingDirectory, 'wallet/wallet.json')
    for (const content of ['', '[]', '{}', '{"dev":"yes"}', '{"dev":true,"more":1}']) {
      writeFileSync(file, content)
      expect(codeOf(await lontar(['wallet', 'list', ...at])), content).toEqual([1, 'file_unreadable'])
    }
    writeFileSync(file, '{"dev":false}')
  })

  it.each([
    ['openid-credential-offer://?credential_offer_uri=https://127.0.0.1:9/o', 'url_address_forbidden'],
    ['haip-vci://?credential_offer_uri=https://127.0.0.1:9/o', 'url_address_forbidden'],
    ['https://wallet.example/?credential_offer_uri=https://127.0.0.1:9/o', 'url_address_forbidden'],
    ['http://wallet.example/?credential_offer_uri=https://127.0.0.1:9/o', 'credential_offer_malformed'],
    ['openid4vp://?credential_offer_uri=https://127.0.0.1:9/o', 'credential_offer_malformed'],
  ])('takes an offer by the schemes of the design: %s', async (offer, code) => {
    expect(codeOf(await lontar(['wallet', 'receive', offer, ...at]))).toEqual([1, code])
  })

  it.each([
    ['openid4vp://?client_id=a&request_uri=https://127.0.0.1:9/r', 'url_address_forbidden'],
    ['haip-vp://?client_id=a&request_uri=https://127.0.0.1:9/r', 'url_address_forbidden'],
    ['https://wallet.example/?client_id=a&request_uri=https://127.0.0.1:9/r', 'url_address_forbidden'],
    [
      'openid-credential-offer://?client_id=a&request_uri=https://127.0.0.1:9/r',
      'authorization_request_malformed',
    ],
  ])('takes a request by the schemes of the design: %s', async (request, code) => {
    expect(codeOf(await lontar(['wallet', 'present', request, ...at]))).toEqual([1, code])
  })
})
