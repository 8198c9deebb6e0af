import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type { Signer } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { decodeBase64Url, jwkThumbprint, type PublicJwk, signingAlgorithmOf } from '@lontar/credentials/jose'
import { explained } from './explained.ts'

/**
 * Signs by a command of the operator's, for keys that live in a card, a token or on another machine. The command gets the
 * bytes on standard input and writes the signature as base64url: 64 bytes R and S for ES256, as in JOSE.
 *
 * @param command is run by the shell, with the rights and the variables of this process, without our passphrases.
 */
export async function createCommandSigner(command: string, publicJwk: PublicJwk): Promise<Signer> {
  return Object.freeze<Signer>({
    algorithm: signingAlgorithmOf(publicJwk),
    publicJwk,
    keyId: await jwkThumbprint(publicJwk),
    sign: async (bytes) => decodeSignature(await runCommand(command, bytes)),
  })
}

async function runCommand(command: string, bytes: Uint8Array): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LONTAR_')))
  const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'], env })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  // A command that does not read what it signs has failed all the same, and says so by its end.
  child.stdin.on('error', () => undefined)
  child.stdin.end(bytes)
  const [output, code] = await Promise.all([text(child.stdout), ended]).catch(() => ['', 1] as const)
  if (code !== 0) throw failed()
  return output.trim()
}

function decodeSignature(signature: string): Uint8Array {
  try {
    return decodeBase64Url(signature)
  } catch {
    throw failed()
  }
}

function failed(): OperationError {
  return explained(
    new OperationError('signer_failed', 'the command of --officer-signer gave no signature'),
    'perintah dari --officer-signer tidak memberi tanda tangan',
  )
}
