import type { Signer } from '@lontar/credentials'
import type { JsonObject } from '@lontar/credentials/jose'
import { parseSignedTrustList, signTrustList } from '@lontar/credentials/trust'
import { Command } from 'commander'
import { publishList, readAuthorityList, readPublishedList } from '../authority-list.ts'
import { usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuerSigner } from '../open-issuer.ts'
import { parseExpiresIn, parseSequence } from '../parse-number.ts'
import { parsePublicUrl } from '../parse-public-url.ts'
import type { CommandSeat } from '../program.ts'
import { readTrustFile } from '../read-trust.ts'
import { trustListUrl } from '../serve-trust-list.ts'
import { writeTextFile } from '../text-file.ts'

const defaultExpiresInSeconds = 7 * 86_400

/** What followers let a clock differ, see the profile. */
const clockSkewMilliseconds = 60_000

interface PublishOptions {
  readonly expiresIn: number
  readonly out?: string
}

/** `lontar trust publish`: signs the list of this authority with the next sequence. */
export function trustPublishCommand(seat: CommandSeat): Command {
  return new Command('publish')
    .description('sign the list of this authority with the next sequence; `serve` serves it at /trust-list')
    .option('--expires-in <seconds>', 'how long it holds', parseExpiresIn, defaultExpiresInSeconds)
    .option('--out <file>', 'write the signed list here too')
    .addHelpText('after', '\nExample:\n  lontar trust publish --expires-in 604800')
    .action(
      seat.action<PublishOptions>((invocation, options) =>
        withData(invocation, async ({ configuration, store }) => {
          const settings = issuerConfiguration(configuration)
          const signer = await openIssuerSigner(store, settings)
          await publish(invocation, options, { signer, url: trustListUrl(settings.url) })
        }),
      ),
    )
}

async function publish(
  invocation: Invocation,
  { expiresIn, out }: PublishOptions,
  seat: { readonly signer: Signer; readonly url: string },
): Promise<void> {
  const { directory } = invocation
  const trustList = await readAuthorityList(directory)
  if (trustList.issuers.length === 0 && (await readPublishedList(directory)) === undefined) {
    throw usageError({
      id: 'daftar otoritas ini kosong: lontar trust add FILE',
      en: 'the list of this authority is empty: lontar trust add FILE',
    })
  }
  const issuedAt = await issueTime(invocation)
  const { sequence, text } = await publishList(directory, (next) =>
    signList({ ...seat, sequence: next, trustList, issuedAt, expiresIn }),
  )
  if (out !== undefined) await writeTextFile(invocation, out, text)
  const { expiresAt } = parseSignedTrustList(text)
  const until = invocation.time(expiresAt)
  invocation.result(
    { url: seat.url, sequence, expiresAt },
    invocation.text({
      id: `Terbit: nomor ${sequence}, berlaku sampai ${until}, di ${seat.url}`,
      en: `Published: sequence ${sequence}, holds until ${until}, at ${seat.url}`,
    }),
  )
}

/** Followers take no list that was issued before the last; one further ahead than they bear they never took. */
async function issueTime({ directory, environment }: Invocation): Promise<Date> {
  const now = environment.now()
  const published = await readPublishedList(directory)
  if (published === undefined) return now
  const { issuedAt } = parseSignedTrustList(published.text)
  const aheadMilliseconds = issuedAt.getTime() - now.getTime()
  return aheadMilliseconds > 0 && aheadMilliseconds <= clockSkewMilliseconds ? issuedAt : now
}

interface SignOptions extends PublishOptions {
  readonly url: string
  readonly sequence: number
}

/** `lontar trust sign`: signs a trust file for another address. */
export function trustSignCommand(seat: CommandSeat): Command {
  return new Command('sign')
    .description('sign a trust file that is followed at another address; its sequence is yours to raise')
    .argument('<file>', 'the trust file; - is standard input')
    .requiredOption('--url <url>', 'the address from which it will be followed', parsePublicUrl)
    .requiredOption('--sequence <number>', 'higher than that of every list before', parseSequence)
    .option('--expires-in <seconds>', 'how long it holds', parseExpiresIn, defaultExpiresInSeconds)
    .option('--out <file>', 'where to write it; by default standard output')
    .addHelpText(
      'after',
      '\nExample:\n  lontar trust sign trust.json \\\n    --url https://authority.example/trust.jwt --sequence 7 --out trust.jwt',
    )
    .action(
      seat.action<SignOptions>((invocation, options, [file = '-']) =>
        withData(invocation, async ({ configuration, store }) => {
          const { out, ...parts } = options
          const text = await signList({
            ...parts,
            signer: await openIssuerSigner(store, issuerConfiguration(configuration)),
            trustList: await readTrustFile(invocation, file, '<file>'),
            issuedAt: invocation.environment.now(),
          })
          if (out === undefined) return invocation.result({ trustList: text }, text)
          await writeTextFile(invocation, out, text)
          invocation.result({ out }, invocation.text({ id: `Ditulis: ${out}`, en: `Written: ${out}` }))
        }),
      ),
    )
}

interface ListToSign {
  readonly signer: Signer
  readonly url: string
  readonly sequence: number
  readonly trustList: JsonObject
  readonly issuedAt: Date
  readonly expiresIn: number
}

/** The next list is promised for the middle of its life, so that there is time to notice a missing one. */
function signList({ expiresIn, issuedAt, signer, ...list }: ListToSign): Promise<string> {
  const [authority = ''] = signer.keyId.split('#')
  const after = (seconds: number): Date => new Date(issuedAt.getTime() + seconds * 1000)
  return signTrustList({
    signer,
    authority,
    url: list.url,
    sequence: list.sequence,
    trustList: list.trustList,
    issuedAt,
    nextUpdate: after(expiresIn / 2),
    expiresAt: after(expiresIn),
  })
}
