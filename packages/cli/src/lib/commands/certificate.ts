import { Command } from 'commander'
import { type Configuration, type IssuerConfiguration, writeConfiguration } from '../configuration.ts'
import { createCertificateRequest } from '../create-certificate-request.ts'
import { usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import { openIssuer, openIssuerSigner } from '../open-issuer.ts'
import type { CommandSeat } from '../program.ts'
import { readCertificateChain } from '../read-certificate-chain.ts'
import { readTextFile, writeTextFile } from '../text-file.ts'
import type { OutOption } from '../write-result.ts'

/** `lontar certificate`: certificates for the key of the issuer. */
export function certificateCommand(seat: CommandSeat): Command {
  return new Command('certificate')
    .description('certificates for the key of the issuer, instead of its DID')
    .addCommand(requestCommand(seat))
    .addCommand(useCommand(seat))
}

function requestCommand(seat: CommandSeat): Command {
  return new Command('request')
    .description('make the request by which an authority certifies the key (PKCS #10, PEM)')
    .option('--out <file>', 'where to write it; by default standard output')
    .addHelpText('after', '\nExample:\n  lontar certificate request --out request.pem')
    .action(
      seat.action<OutOption>((invocation, { out }) =>
        withData(invocation, async ({ configuration, store }) => {
          const issuer = issuerConfiguration(configuration)
          const signer = await openIssuerSigner(store, issuer)
          const request = await createCertificateRequest({ signer, name: issuer.name, url: issuer.url })
          if (out === undefined) return invocation.result({ request }, request.trimEnd())
          await writeTextFile(invocation, out, request)
          invocation.result({ out }, invocation.text({ id: `Ditulis: ${out}`, en: `Written: ${out}` }))
        }),
      ),
    )
}

function useCommand(seat: CommandSeat): Command {
  return new Command('use')
    .description('have credentials, status lists and metadata carry these certificates (x5c)')
    .argument('<file>', 'PEM, the certificate of the key first, up to below the root')
    .addHelpText('after', '\nExample:\n  lontar certificate use chain.pem')
    .action(
      seat.action((invocation, _options, [file = '']) =>
        withData(invocation, (data) => use(invocation, data, file)),
      ),
    )
}

async function use(invocation: Invocation, data: OpenData, file: string): Promise<void> {
  const { configuration, directory, store } = data
  const settings = issuerConfiguration(configuration)
  const { now } = invocation.environment
  await requireUnnamed(data, settings, now)
  const { x5c, expiresAt } = readCertificateChain(await readTextFile(invocation, file, '<file>'), {
    expectedKey: (await openIssuerSigner(store, settings)).publicJwk,
    expectedUrl: settings.url,
    now: now(),
  })
  const issuer: IssuerConfiguration = { ...settings, certificateChain: x5c }
  // Whatever else is wrong with it is found before it is kept.
  const { issuer: name } = await openIssuer(store, issuer, now)
  const changed: Configuration = { ...configuration, issuer }
  await writeConfiguration(directory, changed)
  const end = invocation.time(expiresAt)
  invocation.result(
    { issuer: name, certificates: x5c.length, expiresAt },
    invocation.text({
      id: `Penerbit kini bernama ${name}, dengan sertifikat sampai ${end}. Mulai ulang lontar serve.`,
      en: `The issuer is now named ${name}, with certificates until ${end}. Restart lontar serve.`,
    }),
  )
}

/** With certificates the issuer has another name, under which verifiers would not find what it issued before. */
async function requireUnnamed(
  { store }: OpenData,
  settings: IssuerConfiguration,
  now: () => Date,
): Promise<void> {
  if (settings.certificateChain !== undefined) return
  const [issued] = await (await openIssuer(store, settings, now)).credentials(1)
  if (issued === undefined) return
  throw usageError({
    id: 'penerbit ini sudah menerbitkan dengan nama DID-nya; sertifikat dipasang sebelum kredensial pertama',
    en: 'this issuer has issued under its DID; certificates come before the first credential',
  })
}
