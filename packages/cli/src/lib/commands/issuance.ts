import type { LocalizedText } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { DeferredIssuance, Issuer } from '@lontar/issuer'
import { Command } from 'commander'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { requireImpersonalReason } from '../require-impersonal-reason.ts'
import { withIssuer } from '../with-issuer.ts'

/** `lontar issuance`: what waits for an officer, and his decision. */
export function issuanceCommand(seat: CommandSeat): Command {
  return new Command('issuance')
    .description('look at issuances that wait for an officer, and decide them')
    .addCommand(listCommand(seat))
    .addCommand(approveCommand(seat))
    .addCommand(denyCommand(seat))
}

function listCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description('list what waits or was decided and not delivered, oldest first')
    .addHelpText('after', '\nExample:\n  lontar issuance list --json')
    .action(
      seat.action((invocation) =>
        withIssuer(invocation, async (issuer) => {
          const issuances = await issuer.deferred()
          const none = { id: 'Tidak ada penerbitan yang menunggu.', en: 'No issuance is waiting.' }
          invocation.result(
            { issuances: issuances.map(published) },
            issuances.map((issuance) => line(invocation, issuance)).join('\n') || invocation.text(none),
          )
        }),
      ),
    )
}

function approveCommand(seat: CommandSeat): Command {
  return new Command('approve')
    .description('let the wallet have it when it asks next')
    .argument('<id>', 'its id in the list')
    .addHelpText('after', '\nExample:\n  lontar issuance approve ID')
    .action(
      seat.action((invocation, _options, [id = '']) =>
        withIssuer(invocation, async (issuer) => {
          await issuer.approve(id)
          await show(invocation, issuer, id)
        }),
      ),
    )
}

function denyCommand(seat: CommandSeat): Command {
  return new Command('deny')
    .description('refuse it for ever, and erase whom it was for')
    .argument('<id>', 'its id in the list')
    .option('--reason <text>', 'why, without personal data; the wallet does not see it')
    .addHelpText('after', '\nExample:\n  lontar issuance deny ID --reason "card not shown"')
    .action(
      seat.action<{ readonly reason?: string }>((invocation, { reason }, [id = '']) => {
        requireImpersonalReason(reason)
        return withIssuer(invocation, async (issuer) => {
          await issuer.deny(id, reason)
          await show(invocation, issuer, id)
        })
      }),
    )
}

async function show(invocation: Invocation, issuer: Issuer, id: string): Promise<void> {
  const issuance = (await issuer.deferred()).find(({ deferredId }) => deferredId === id)
  // The wallet can have been quicker than this second look.
  if (issuance === undefined)
    throw explained(
      new VerificationError('deferred_issuance_unknown', 'it was decided, and delivered since'),
      'sudah diputuskan, dan sejak itu sudah diserahkan',
    )
  invocation.result(published(issuance), line(invocation, issuance))
}

function published(issuance: DeferredIssuance): object {
  const { deferredId: id, issuanceId, configurationId, count, state, createdAt, expiresAt, reason } = issuance
  return { id, issuanceId, configurationId, count, state, createdAt, expiresAt, reason: reason ?? null }
}

function line(invocation: Invocation, issuance: DeferredIssuance): string {
  const { deferredId, configurationId, count, state, expiresAt } = issuance
  const { id, en } = stateWords[state]
  const end = invocation.time(expiresAt)
  const how = { id: `${id}; dilupakan ${end}`, en: `${en}; forgotten ${end}` }
  return `${[deferredId, configurationId, `${count}x`].join('  ')}\n  ${invocation.text(how)}`
}

const stateWords: Readonly<Record<DeferredIssuance['state'], LocalizedText>> = {
  pending: { id: 'menunggu', en: 'pending' },
  approved: { id: 'disetujui', en: 'approved' },
  denied: { id: 'ditolak', en: 'denied' },
}
