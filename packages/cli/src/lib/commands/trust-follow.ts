import type { LocalizedText, TrustList } from '@lontar/credentials'
import type { LontarError } from '@lontar/credentials/errors'
import { parseSignedTrustList, type SignedTrustList, verifySignedTrustList } from '@lontar/credentials/trust'
import { Command } from 'commander'
import { usageError } from '../explained.ts'
import { openFollowedTrustMemory } from '../followed-trust-memory.ts'
import { inFile } from '../in-file.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { isAddress, readSignedList, readTrust, readTrustAuthority, type TrustNames } from '../read-trust.ts'

interface VerifyOptions {
  readonly authority?: string
  readonly url?: string
}

/** `lontar trust verify`: judges a trust file, or a signed list, at rest. */
export function trustVerifyCommand(seat: CommandSeat): Command {
  return new Command('verify')
    .description('verify a trust file, or with --authority and --url a signed trust list')
    .argument('<file>', 'the file; - is standard input')
    .option('--authority <file>', 'the file of the authority that must have signed it')
    .option('--url <url>', 'the address from which it is followed')
    .addHelpText(
      'after',
      '\nExamples:\n  lontar trust verify trust.json\n' +
        '  lontar trust verify list.jwt --authority authority.json \\\n    --url https://issuer.example/trust-list',
    )
    .action(
      seat.action<VerifyOptions>((invocation, options, [file = '-']) => verify(invocation, options, file)),
    )
}

const verifyNames: TrustNames = {
  trust: '<file>',
  authority: '--authority',
  signed: { id: 'membutuhkan --authority dan --url', en: 'it needs --authority and --url' },
}

async function verify(
  invocation: Invocation,
  { authority, url }: VerifyOptions,
  file: string,
): Promise<void> {
  if (isAddress(file)) {
    throw usageError({
      id: 'argumen <file> adalah alamat; untuk alamat ada lontar trust follow',
      en: 'the argument <file> is an address; lontar trust follow is for addresses',
    })
  }
  if ((authority === undefined) !== (url === undefined)) {
    throw usageError({
      id: '--authority dan --url harus diberikan bersama',
      en: '--authority and --url go together',
    })
  }
  if (authority === undefined || url === undefined) {
    return tellList(invocation, await readTrust(invocation, { trust: file, names: verifyNames }))
  }
  const expectedAuthority = await readTrustAuthority(invocation, authority, '--authority')
  const text = await readSignedList(invocation, file, '<file>')
  inFile('<file>', () => parseSignedTrustList(text))
  const list = await verifySignedTrustList(text, {
    expectedAuthority,
    expectedUrl: url,
    expectedAfter: undefined,
    now: invocation.environment.now(),
  })
  tellList(invocation, list.trustList, list)
}

/** `lontar trust follow`: gets a list as a verifier or wallet would, and remembers it for them. */
export function trustFollowCommand(seat: CommandSeat): Command {
  return new Command('follow')
    .description(
      'get a signed trust list now, verify it, and remember it for the verifier of this data folder',
    )
    .argument('<url>', 'the address of the list')
    .requiredOption('--authority <file>', 'the file of the authority that must have signed it')
    .addHelpText(
      'after',
      '\nExample:\n  lontar trust follow https://issuer.example/trust-list \\\n    --authority authority.json',
    )
    .action(
      seat.action<{ readonly authority: string }>((invocation, { authority }, [url = '']) =>
        follow(invocation, url, authority),
      ),
    )
}

const followNames: TrustNames = { ...verifyNames, trust: '<url>' }

/** What was asked for is the list as it is now: that an older one still holds is told, and is not the answer. */
async function follow(invocation: Invocation, url: string, trustAuthority: string): Promise<void> {
  if (!isAddress(url)) {
    throw usageError({
      id: 'argumen <url> harus alamat daftar bertanda tangan, diawali https://',
      en: 'the argument <url> must be an address of a signed list, beginning with https://',
    })
  }
  let refused: LontarError | undefined
  const trust = await readTrust(invocation, {
    trust: url,
    trustAuthority,
    names: followNames,
    onRefused: (reason) => {
      refused = reason
    },
  })
  const text = await openFollowedTrustMemory(invocation.directory, url).read()
  const kept = text === undefined ? undefined : parseSignedTrustList(text)
  if (refused === undefined) return tellList(invocation, trust, kept)
  if (kept !== undefined) invocation.note(stillHolds(invocation, kept))
  throw refused
}

function stillHolds(
  invocation: Invocation,
  { sequence, expiresAt }: Pick<SignedTrustList, 'sequence' | 'expiresAt'>,
): LocalizedText {
  const until = invocation.time(expiresAt)
  return {
    id: `Tidak diperbarui. Daftar nomor ${sequence} masih berlaku sampai ${until}.`,
    en: `Not renewed. The list with sequence ${sequence} still holds until ${until}.`,
  }
}

function tellList(
  invocation: Invocation,
  { issuers }: TrustList,
  signed?: Pick<SignedTrustList, 'sequence' | 'issuedAt' | 'nextUpdate' | 'expiresAt'>,
): void {
  const told = issuers.map(({ issuer, types }) => ({ issuer, types }))
  const lines = told.map(({ issuer, types }) => `${issuer}  ${types.join(' ')}`)
  if (signed === undefined) {
    invocation.result({ issuers: told }, lines.join('\n'))
    return
  }
  const { sequence, issuedAt, nextUpdate = null, expiresAt } = signed
  const until = invocation.time(expiresAt)
  const head = invocation.text({
    id: `nomor ${sequence}, berlaku sampai ${until}`,
    en: `sequence ${sequence}, holds until ${until}`,
  })
  invocation.result({ sequence, issuedAt, nextUpdate, expiresAt, issuers: told }, [head, ...lines].join('\n'))
}
