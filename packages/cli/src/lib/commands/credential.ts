import type { LocalizedText } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { CredentialRecord, Issuer } from '@lontar/issuer'
import { Command } from 'commander'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { requireImpersonalReason } from '../require-impersonal-reason.ts'
import { withIssuer } from '../with-issuer.ts'

/** `lontar credential`: what was issued, and its status. */
export function credentialCommand(seat: CommandSeat): Command {
  return new Command('credential')
    .description('look at issued credentials and change their status')
    .addCommand(
      new Command('list')
        .description('list issued credentials, newest first')
        .addHelpText('after', '\nExample:\n  lontar credential list --json')
        .action(
          seat.action((invocation) =>
            withIssuer(invocation, async (issuer) => {
              const records = await issuer.credentials(1000)
              const none = {
                id: 'Belum ada kredensial yang diterbitkan.',
                en: 'No credential was issued yet.',
              }
              invocation.result(
                { credentials: records.map(published) },
                records.map((record) => line(invocation, record)).join('\n') || invocation.text(none),
              )
            }),
          ),
        ),
    )
    .addCommand(
      new Command('show')
        .description('show one credential')
        .argument('<id>', 'its id in the list')
        .addHelpText('after', '\nExample:\n  lontar credential show ID')
        .action(
          seat.action((invocation, _options, [id = '']) =>
            withIssuer(invocation, (issuer) => show(invocation, issuer, id)),
          ),
        ),
    )
    .addCommand(changeCommand(seat, 'revoke', 'make a credential invalid for ever'))
    .addCommand(changeCommand(seat, 'suspend', 'make a credential invalid until it is reinstated'))
    .addCommand(changeCommand(seat, 'reinstate', 'make a suspended credential valid again'))
}

function changeCommand(
  seat: CommandSeat,
  verb: 'revoke' | 'suspend' | 'reinstate',
  description: string,
): Command {
  return new Command(verb)
    .description(description)
    .argument('<id>', 'its id in the list')
    .option('--reason <text>', 'why, without personal data')
    .addHelpText('after', `\nExample:\n  lontar credential ${verb} ID --reason lost`)
    .action(
      seat.action<{ readonly reason?: string }>((invocation, { reason }, [id = '']) => {
        requireImpersonalReason(reason)
        return withIssuer(invocation, async (issuer) => {
          await issuer[verb](id, reason)
          await show(invocation, issuer, id)
        })
      }),
    )
}

async function show(invocation: Invocation, issuer: Issuer, id: string): Promise<void> {
  const record = await issuer.credential(id)
  if (record === undefined)
    throw explained(
      new VerificationError('credential_unknown', 'no such credential'),
      'tidak ada kredensial itu',
    )
  invocation.result(published(record), line(invocation, record))
}

function published(record: CredentialRecord): object {
  const {
    credentialId: id,
    issuanceId,
    configurationId,
    status,
    state,
    createdAt,
    expiresAt,
    reason,
  } = record
  return { id, issuanceId, configurationId, status, state, createdAt, expiresAt, reason: reason ?? null }
}

function line(invocation: Invocation, record: CredentialRecord): string {
  const until = invocation.time(record.expiresAt)
  const status = invocation.text(statusWords[record.status])
  return `${record.credentialId}  ${record.configurationId}  ${status}  ${until}`
}

const statusWords: Readonly<Record<CredentialRecord['status'], LocalizedText>> = {
  valid: { id: 'berlaku', en: 'valid' },
  suspended: { id: 'ditangguhkan', en: 'suspended' },
  revoked: { id: 'dicabut', en: 'revoked' },
}
