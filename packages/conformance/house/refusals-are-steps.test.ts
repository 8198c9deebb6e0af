import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '../../credentials/src/lib')

/** Where a typed refusal is thrown that is no step of a verification, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'verdict/require-step.ts': 'makes the refusals of all steps',
  'verdict/verdict-of.ts': 'throws the failed check of a verdict that was made',
  'sd-jwt/check-key-binding-jwt.ts': 'returns the steps that failed as errors',
  'sd-jwt/create-key-binding-jwt.ts': 'makes a presentation, judges none',
  'sd-jwt/pack-payload.ts': 'makes a credential, judges none',
  'sd-jwt/present-sd-jwt.ts': 'makes a presentation, judges none',
  'jose/local-signer.ts': 'reads our own key, judges nobody else',
  'sd-jwt/verify-sd-jwt.ts': 'throws the failed step of its times',
  'formats/jwt-vc-json-format.ts': 'refuses to issue without an issuing port',
  'guarded-fetch/guard-url.ts': 'guards the network, not a credential',
  'guarded-fetch/guarded-fetch.ts': 'guards the network, not a credential',
  'guarded-fetch/read-body.ts': 'guards the network, not a credential',
  'request-body/read-request-body.ts': 'bounds what is read of a request, judges no credential',
  'guarded-fetch/network-error.ts': 'guards the network, not a credential',
}

const refusal = /new (?:Malformed|Verification|Unsupported)Error\(/

test('every refusal of the credentials package is a named step', () => {
  const files = globSync('**/*.ts', { cwd: source }).map((path) => path.replaceAll('\\', '/'))
  expect(files.length).toBeGreaterThan(80)
  const strays = files
    .filter((path) => !/\.test\.ts$|\/fixtures\//.test(path) && !(path in exceptions))
    .filter((path) => refusal.test(readFileSync(join(source, path), 'utf8')))
  expect(strays).toEqual([])
})
