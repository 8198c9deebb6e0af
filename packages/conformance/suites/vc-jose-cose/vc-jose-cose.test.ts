import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { JsonObject } from '@lontar/credentials'
import { bareJwk, generatePrivateJwk } from '@lontar/credentials/jose'
import { afterAll, describe, expect, test } from 'vitest'
import { readVector, readVectorText, vectorsAbsent } from '../../vectors/support/public-vectors.ts'
import { runSuiteCase, type SuiteCase } from './vc-jose-cose.ts'

interface SuiteTest {
  readonly number: number
  readonly title: string
  readonly input: string
  readonly key: string
  readonly fn: 'issue' | 'verify'
  readonly feature: string
  readonly expected: 'success' | 'failure'
}

const folder = 'vectors/vc-jose-cose'
const tests = vectorsAbsent
  ? []
  : readVector<{ tests: readonly SuiteTest[] }>(`${folder}/expected-results.json`).tests
const now = new Date('2024-12-16T00:00:00Z')

/** The curve P-521 and COSE are not implemented: number 7 has a COSE credential in its envelope. */
const notImplemented: readonly number[] = [4, 7, 18, 21]
const isCose = ({ feature }: SuiteTest) => feature.endsWith('_cose')

const run = ({ fn, input, key, feature }: SuiteTest) =>
  runSuiteCase({
    fn,
    feature,
    input: readVectorText(`${folder}/${input}`) ?? '',
    key: readVector<SuiteCase['key']>(`${folder}/${key}`),
    sd: true,
    now,
  })

describe.skipIf(vectorsAbsent)('public vectors: the W3C suite for VC-JOSE-COSE', () => {
  const implemented = tests.filter((each) => !isCose(each) && !notImplemented.includes(each.number))

  test.each(implemented)('$title: $expected', async (each) => {
    expect((await run(each)).result).toBe(each.expected)
  })

  test.each(tests.filter(({ number }) => notImplemented.includes(number)))(
    '$title is not implemented, and is refused',
    async (each) => {
      expect((await run(each)).result).toBe('failure')
    },
  )

  test.each(tests.filter(isCose))('$title is not implemented, and says so', async (each) => {
    expect((await run(each)).result).toBe('indeterminate')
  })

  test('the whole list is there', () => expect([tests.length, implemented.length]).toEqual([35, 22]))
})

describe('the program for the W3C suite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lontar-suite-'))
  afterAll(() => rmSync(directory, { recursive: true }))

  const program = async (...args: string[]): Promise<{ result: string; data?: string }> => {
    const output = join(directory, 'output.json')
    await promisify(execFile)(process.execPath, [
      '--conditions=source',
      join(import.meta.dirname, 'run.ts'),
      ...args,
      '--output',
      output,
    ])
    return JSON.parse(readFileSync(output, 'utf8')) as { result: string; data?: string }
  }

  test('issues what it verifies, and refuses it under another key', async () => {
    const write = (name: string, value: unknown): string => {
      const path = join(directory, name)
      writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
      return path
    }
    const keyFile = async (name: string): Promise<string> => {
      const secretKeyJwk = await generatePrivateJwk()
      const publicKeyJwk: JsonObject = { ...bareJwk(secretKeyJwk) }
      return write(name, { id: 'https://issuer.example/keys#1', publicKeyJwk, secretKeyJwk })
    }
    const [own, other] = [await keyFile('own.json'), await keyFile('other.json')]
    const credential = write('credential.json', {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
      type: ['VerifiableCredential', 'ExampleCredential'],
      issuer: 'https://issuer.example/keys',
      credentialSubject: { id: 'did:example:1', degree: 'A' },
    })
    const feature = ['--feature', 'credential_sdjwt', '--sd']
    const issued = await program('issue', '--input', credential, '--key', own, ...feature)
    expect(issued.result).toBe('success')
    expect(issued.data?.split('~')).toHaveLength(3)
    const secured = write('secured.txt', issued.data ?? '')
    expect((await program('verify', '--input', secured, '--key', own, ...feature)).result).toBe('success')
    expect((await program('verify', '--input', secured, '--key', other, ...feature)).result).toBe('failure')
    expect((await program('verify', '--input', credential, '--key', own, ...feature)).result).toBe('failure')
  })
})
