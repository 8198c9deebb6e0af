import { parseJws } from '@lontar/credentials/jose'
import { parseSdJwt } from '@lontar/credentials/sd-jwt'
import { Command } from 'commander'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { isJsonObjectText, notTheSignedText } from '../signed-text.ts'
import { readTextFile } from '../text-file.ts'

/** `lontar decode`: what stands in a token, without believing it. */
export function decodeCommand(seat: CommandSeat): Command {
  return new Command('decode')
    .description('show what stands in a token; nothing is verified')
    .argument('<file>', 'a file with a JWT, an SD-JWT or a presentation; - is standard input')
    .addHelpText('after', '\nExample:\n  lontar decode credential.txt')
    .action(seat.action((invocation, _options, [file = '-']) => decode(invocation, file)))
}

async function decode(invocation: Invocation, file: string): Promise<void> {
  const text = (await readTextFile(invocation, file, '<file>')).trim()
  if (isJsonObjectText(text)) throw notTheSignedText('<file>')
  const decoded = text.includes('~') ? await decodeSdJwt(text) : decodeJwt(text)
  invocation.note({ id: 'Belum diverifikasi.', en: 'Not verified.' })
  invocation.result({ verified: false, ...decoded }, JSON.stringify(decoded, null, 2))
}

function decodeJwt(text: string): object {
  const { header, payload } = parseJws(text)
  return { header, payload }
}

async function decodeSdJwt(text: string): Promise<object> {
  const { jws, claims, disclosable, keyBindingJwt } = await parseSdJwt(text)
  const keyBinding = keyBindingJwt === undefined ? null : decodeJwt(keyBindingJwt)
  return { header: jws.header, payload: claims, disclosable, keyBinding }
}
