import type { TrustList } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { parseSignedTrustList, type SignedTrustList, verifySignedTrustList } from '@lontar/credentials/trust'
import { Command } from 'commander'
import { openFollowedTrustMemory } from '../followed-trust-memory.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { isAddress, readTrust, readTrustAuthority } from '../read-trust.ts'
import { readTextFile } from '../text-file.ts'

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
      seat.action<VerifyOptions>(async (invocation, options, [file = '-']) => {
        const { authority, url } = options
        if ((authority === undefined) !== (url === undefined))
          throw new OperationError('usage', '--authority and --url go together')
        if (authority === undefined || url === undefined)
          return tellList(invocation, await readTrust(invocation, file))
        const list = await verifySignedTrustList((await readTextFile(invocation, file)).trim(), {
          expectedAuthority: await readTrustAuthority(invocation, authority),
          expectedUrl: url,
          expectedAfter: undefined,
          now: invocation.environment.now(),
        })
        tellList(invocation, list.trustList, list)
      }),
    )
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
      seat.action<VerifyOptions & { readonly authority: string }>(
        async (invocation, { authority }, [url = '']) => {
          if (!isAddress(url)) throw new OperationError('usage', 'follow takes the address of a signed list')
          const trust = await readTrust(invocation, { trust: url, trustAuthority: authority })
          const kept = await openFollowedTrustMemory(invocation.directory, url).read()
          tellList(invocation, trust, kept === undefined ? undefined : parseSignedTrustList(kept))
        },
      ),
    )
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
  const head = invocation.text({
    id: `nomor ${sequence}, berlaku sampai ${expiresAt.toISOString()}`,
    en: `sequence ${sequence}, holds until ${expiresAt.toISOString()}`,
  })
  invocation.result({ sequence, issuedAt, nextUpdate, expiresAt, issuers: told }, [head, ...lines].join('\n'))
}
