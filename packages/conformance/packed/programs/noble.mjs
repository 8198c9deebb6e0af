// The application's own noble, at the versions that it asked for: noble.mjs HASHES CURVES, 1 or 2 each.
import { strictEqual } from 'node:assert/strict'

const [hashes, curves] = process.argv.slice(2)
const { sha256 } = await import({ 1: '@noble/hashes/sha256', 2: '@noble/hashes/sha2.js' }[hashes])
const { p256 } = await import({ 1: '@noble/curves/p256', 2: '@noble/curves/nist.js' }[curves])

const digest = sha256(new TextEncoder().encode('abc'))
strictEqual(Buffer.from(digest).toString('hex').slice(0, 8), 'ba7816bf')
const secret = new Uint8Array(32).fill(7)
const signature = p256.sign(digest, secret)
strictEqual(p256.verify(signature, digest, p256.getPublicKey(secret)), true)
process.stdout.write(`noble ${hashes} and ${curves}\n`)
