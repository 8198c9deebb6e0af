import { createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { type Answer, createTestIssuer } from './test-issuer.test-support.ts'

const outcome = ({ status, json }: Answer) => [status, json.error]

describe('the token endpoint', () => {
  test('a code becomes a bearer token of five minutes that nothing may store', async () => {
    const { offer, token } = await createTestIssuer()
    const { code, txCode } = await offer()
    const { status, headers, json } = await token(
      createTokenRequest({ preAuthorizedCode: code, txCode: txCode ?? '' }),
    )
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-type')).toBe('application/json')
    // S2.1-19: c_nonce appears nowhere but at its own endpoint.
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      token_type: 'Bearer',
      expires_in: 300,
    })
  })

  test('2.1.11 a code that was used is dead (E1)', async () => {
    const { offer, token } = await createTestIssuer()
    const { code } = await offer({ txCode: false })
    const body = createTokenRequest({ preAuthorizedCode: code })
    expect((await token(body)).status).toBe(200)
    expect(outcome(await token(body))).toEqual([400, 'invalid_grant'])
  })

  test('2.1.11 of 200 simultaneous redemptions one succeeds (E2)', async () => {
    const { offer, token } = await createTestIssuer()
    const { code, txCode } = await offer()
    const body = createTokenRequest({ preAuthorizedCode: code, txCode: txCode ?? '' })
    const answers = await Promise.all(Array.from({ length: 200 }, () => token(body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ json }) => json.error === 'invalid_grant')).toHaveLength(199)
  })

  test('an unknown and an expired code are answered alike (H14)', async () => {
    const { offer, token, advance } = await createTestIssuer()
    const { code } = await offer({ txCode: false })
    const unknown = await token(createTokenRequest({ preAuthorizedCode: 'x'.repeat(43) }))
    advance(300)
    const expired = await token(createTokenRequest({ preAuthorizedCode: code }))
    expect(outcome(unknown)).toEqual([400, 'invalid_grant'])
    expect(expired.text).toBe(unknown.text)
  })

  test('a transaction code that is missing, unexpected or wrong has its own error (S2.1-12)', async () => {
    const { offer, token } = await createTestIssuer()
    const { code, txCode } = await offer()
    expect(outcome(await token(createTokenRequest({ preAuthorizedCode: code })))).toEqual([
      400,
      'invalid_request',
    ])
    const wrong = wrongCode(txCode)
    expect(outcome(await token(createTokenRequest({ preAuthorizedCode: code, txCode: wrong })))).toEqual([
      400,
      'invalid_grant',
    ])
    const bare = await offer({ txCode: false })
    expect(
      outcome(await token(createTokenRequest({ preAuthorizedCode: bare.code, txCode: '123456' }))),
    ).toEqual([400, 'invalid_request'])
  })

  test('2.1.13 after four wrong transaction codes the right one still serves, after five it does not (E3)', async () => {
    const { offer, token } = await createTestIssuer()
    for (const [tries, status] of [
      [4, 200],
      [5, 400],
    ] as const) {
      const { code, txCode } = await offer()
      for (let count = 0; count < tries; count++) {
        await token(createTokenRequest({ preAuthorizedCode: code, txCode: wrongCode(txCode) }))
      }
      const last = await token(createTokenRequest({ preAuthorizedCode: code, txCode: txCode ?? '' }))
      expect(last.status).toBe(status)
    }
  })

  test('2.1.13 of 50 simultaneous guesses at most five are evaluated (E3)', async () => {
    const { offer, token } = await createTestIssuer()
    const { code, txCode } = await offer()
    const body = createTokenRequest({ preAuthorizedCode: code, txCode: wrongCode(txCode) })
    const answers = await Promise.all(Array.from({ length: 50 }, () => token(body)))
    const evaluated = answers.filter(({ json }) => json.error_description === 'the transaction code is wrong')
    expect(evaluated).toHaveLength(5)
  })

  test('a missing transaction code does not count as a try', async () => {
    const { offer, token } = await createTestIssuer()
    const { code, txCode } = await offer()
    for (let count = 0; count < 6; count++) await token(createTokenRequest({ preAuthorizedCode: code }))
    const { status } = await token(createTokenRequest({ preAuthorizedCode: code, txCode: txCode ?? '' }))
    expect(status).toBe(200)
  })

  const preAuthorized = 'urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Apre-authorized_code'
  test.each([
    ['', 'invalid_request'],
    ['grant_type=authorization_code&code=x', 'unsupported_grant_type'],
    ['grant_type=client_credentials', 'unsupported_grant_type'],
    [`grant_type=${preAuthorized}`, 'invalid_request'],
    [`grant_type=${preAuthorized}&pre-authorized_code=a&pre-authorized_code=b`, 'invalid_request'],
    [`grant_type=${preAuthorized}&grant_type=${preAuthorized}&pre-authorized_code=a`, 'invalid_request'],
    [
      `grant_type=${preAuthorized}&pre-authorized_code=a&authorization_details=%5B%5D`,
      'invalid_authorization_details',
    ],
  ])('the form "%s" is %s (H6)', async (body, error) => {
    const { token } = await createTestIssuer()
    expect(outcome(await token(body))).toEqual([400, error])
  })

  test('unknown parameters are ignored (S2.1-17)', async () => {
    const { offer, token } = await createTestIssuer()
    const { code } = await offer({ txCode: false })
    const body = `${createTokenRequest({ preAuthorizedCode: code })}&client_id=wallet&x=1`
    expect((await token(body)).status).toBe(200)
  })

  test('a body of another media type is refused', async () => {
    const { offer, post } = await createTestIssuer()
    const { code } = await offer({ txCode: false })
    const body = createTokenRequest({ preAuthorizedCode: code })
    for (const type of ['application/json', 'text/plain', '']) {
      expect(outcome(await post('/token', body, { 'content-type': type }))).toEqual([400, 'invalid_request'])
    }
    const withCharset = { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=utf-8' }
    expect((await post('/token', body, withCharset)).status).toBe(200)
  })
})

function wrongCode(txCode: string | null): string {
  return txCode === '000000' ? '000001' : '000000'
}
