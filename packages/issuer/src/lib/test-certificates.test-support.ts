import type { PrivateJwk } from '@lontar/credentials/jose'

/** A key with a certificate for `https://issuer.example/ntt`, made with OpenSSL for these tests alone; valid until 2125. */
export const certifiedKey: PrivateJwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'qXvnsf28DGzkusoS_rN99PLaQRhNKxFU-JDArqlywC8',
  y: 'p0uFWIYeic6qJtIY_buCJ1zxY1YW7FUhZOvY3NRElG8',
  d: 'B3ZI3KfsbiMRdGDXV8YaVFPq8oq7f4MnrZSZICjeMzU',
}

/** Its certificate in base64 DER. */
export const leafCertificate: string =
  'MIIB0DCCAXegAwIBAgIUd7I1WBymvZRziKrqfX8cKQ96JtMwCgYIKoZIzj0EAwIwGzEZMBcGA1UEAwwQTG9udGFyIFRlc3QgUm9vdDAgFw0yNjExMjQxNTI1MDRaGA8yMTI1MDYxODE1MjUwNFowGTEXMBUGA1UEAwwOaXNzdWVyLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASpe+ex/bwMbOS6yhL+s3308tpBGE0rEVT4kMCuqXLAL6dLhViGHonOqibSGP27gidc8WNWFuxVIWTr2NzURJRvo4GYMIGVMAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMDUGA1UdEQQuMCyCDmlzc3Vlci5leGFtcGxlhhpodHRwczovL2lzc3Vlci5leGFtcGxlL250dDAdBgNVHQ4EFgQUdTeUUKSC0q0IrY+c3ZK8cMLXVtUwHwYDVR0jBBgwFoAUD1Vutx0DPCB6vjxw4UrZmX0COxwwCgYIKoZIzj0EAwIDRwAwRAIgI0cC0H1IJBsxfMcuA4r5FAxjWSXjWDQnBeq03IIyjfECIHJMjVC9oZ3x7aKTjDGOsXWqYXy2L2iVwsSu3n+zkKxi'

/** The root that issued it, which has no place in a chain. */
export const rootCertificate: string =
  'MIIBezCCASKgAwIBAgIUF17hbp/iBGnzo3gxAiVDlOgUOOAwCgYIKoZIzj0EAwIwGzEZMBcGA1UEAwwQTG9udGFyIFRlc3QgUm9vdDAgFw0yNjExMjQxNTI1MDRaGA8yMTI2MTAzMTE1MjUwNFowGzEZMBcGA1UEAwwQTG9udGFyIFRlc3QgUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCghHA71WSy0JMC54w3AWHL2rHvvJbHB5SaZ2MHzi5skXu7qoTYFhNVz50eZwR89w57qxk8ppWa7M+yMLV/Haa2jQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBQPVW63HQM8IHq+PHDhStmZfQI7HDAKBggqhkjOPQQDAgNHADBEAiBkZC9PWeUJcvXfw/Rg/IX38j1AtN0wx+raTX8zR74dxQIgJ0Bdh0HDZA2ZeNVBOOg4i8bydP7POYxz+MPdqXvilCk='

/** The same in PEM, for who trusts it. */
export const rootPem: string = `-----BEGIN CERTIFICATE-----
${rootCertificate.replaceAll(/.{64}/g, '$&\n')}
-----END CERTIFICATE-----
`
