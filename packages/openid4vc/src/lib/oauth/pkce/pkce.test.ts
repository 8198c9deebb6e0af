import { expect, test } from 'vitest'
import { createPkce } from './create-pkce.ts'
import { verifyPkce } from './verify-pkce.ts'

test('what is created verifies, and no two are the same', async () => {
  const [one, other] = [await createPkce(), await createPkce()]
  await expect(verifyPkce(one.codeVerifier, one.codeChallenge)).resolves.toBeUndefined()
  expect(one.codeVerifier).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(one.codeVerifier).not.toBe(other.codeVerifier)
})

test('the example of RFC 7636 appendix B verifies', async () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  await expect(verifyPkce(verifier, 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')).resolves.toBeUndefined()
})

test.each([
  ['another verifier', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl'],
  ['the challenge itself, as the method plain would have it', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
  ['a short one', 'abc'],
  ['none', ''],
])('%s does not verify', async (_name, verifier) => {
  await expect(verifyPkce(verifier, 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')).rejects.toMatchObject({
    name: 'VerificationError',
    code: 'pkce_invalid',
  })
})

test('an empty challenge fits no verifier', async () => {
  await expect(verifyPkce('', '')).rejects.toMatchObject({ code: 'pkce_invalid' })
})
