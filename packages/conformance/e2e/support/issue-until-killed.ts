// Serves an issuer on the file it is given and waits to be killed. With `hang` its signer says that it was called and
// never answers, as a process looks that dies between the record of an intent and the signature.
import { openRealIssuer } from './real-issuer.ts'

const [file = '', mode = 'serve'] = process.argv.slice(2)

function tell(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

const { issuer, identity } = await openRealIssuer({
  file,
  ...(mode === 'hang' ? { wrapSigner: (signer) => ({ ...signer, sign: hang }) } : {}),
})
const { credentialOfferUri, txCode } = await issuer.offer(await identity(), {
  configurationIds: ['ktp_dc+sd-jwt'],
  copies: 3,
})
tell({ event: 'listening', url: issuer.url, credentialOfferUri, txCode })

function hang(): Promise<never> {
  tell({ event: 'signing' })
  return new Promise(() => undefined)
}
