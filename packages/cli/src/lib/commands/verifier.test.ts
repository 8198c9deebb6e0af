import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)

describe('a data folder', () => {
  it('without a verifier says how to set one up, and not how to set up an issuer', async () => {
    expect((await lontar(['init', '--dir', 'issuer', ...developmentIssuer])).exitCode).toBe(0)
    const refused = await lontar(['verifier', 'result', 'x', '--dir', 'issuer', '--json'])
    expect(codeOf(refused)).toEqual([1, 'not_initialised'])
    expect(refused.stderr).toContain('lontar verifier serve')
    expect(refused.stderr).not.toContain('lontar init')
  })

  it('gets an issuer beside a verifier, and a verifier asks only what its file of asks holds', async () => {
    writeFileSync(join(workingDirectory, 'trust.json'), '{"issuers":[]}')
    const pulsa = '{ service: pulsa, purpose: { id: Pulsa, en: Credit }, legalBasis: contract, claims: [] }'
    writeFileSync(join(workingDirectory, 'asks.yaml'), `asks: { pulsa: ${pulsa} }\n`)
    const at = ['--dir', 'both', '--json']
    const files = ['--trust', 'trust.json', '--asks', 'asks.yaml']
    const serve = ['verifier', 'serve', '--url', 'http://127.0.0.1:4100', '--port', '0', ...files, ...at]
    const served = await lontar(serve, { stopSignal: AbortSignal.abort() })
    expect(served).toEqual({
      exitCode: 0,
      stdout: '{"event":"listening","url":"http://127.0.0.1:4100"}\n',
      stderr: '',
    })
    expect((await lontar(['init', '--dir', 'both', ...developmentIssuer])).exitCode).toBe(0)
    expect(await lontar(['verifier', 'request', 'pulsa', ...at])).toMatchObject({
      exitCode: 0,
      stdout: '{"needed":false}\n',
    })
    const unknown = await lontar(['verifier', 'request', 'hotel', ...at])
    expect(codeOf(unknown)).toEqual([1, 'ask_unknown'])
    expect(unknown.stderr).toContain('there are: pulsa')
    expect(codeOf(await lontar(['verifier', 'result', 'x', ...at]))).toEqual([1, 'transaction_unknown'])
    expect((await lontar(['doctor', ...at])).exitCode).toBe(0)
    writeFileSync(join(workingDirectory, 'asks.yaml'), 'asks: [')
    expect(codeOf(await lontar(['verifier', 'request', 'pulsa', ...at]))).toEqual([1, 'ask_malformed'])
    const doctor = await lontar(['doctor', ...at])
    expect(doctor.exitCode).toBe(1)
    expect(JSON.parse(doctor.stdout)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'issuer', ok: true }),
        expect.objectContaining({ id: 'verifier', ok: false, code: 'ask_malformed' }),
      ]),
    })
  })
})
