import { registrationStatus } from '@lontar/proofing/registration'
import type { ListedRegistration } from '@lontar/store'
import { Command } from 'commander'
import { openConsentOffice } from '../consent-office.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { standingWords, waitedFor } from '../registration/registered-text.ts'
import { type Standing, standingOf } from '../registration/standing.ts'

/** How many registrations a list shows; no more can be open by default. */
const listLimit = 1000

/** A registration and where it stands. */
interface Line extends ListedRegistration {
  readonly standing: Standing
}

/** `lontar register list`: which registrations go on, for whoever lost an ID. It names nobody. */
export function registerListCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description(
      'list the registrations that go on, oldest first: ids, states and times, nothing of a person',
    )
    .option('--all', 'those that ended within the last day too')
    .addHelpText('after', '\nExample:\n  lontar register list')
    .action(
      seat.action<{ readonly all?: boolean }>((invocation, { all }) =>
        withData(invocation, async (data) => {
          const lines = await linesOf(invocation, data)
          const shown = lines.filter(({ state }) => all === true || !['accepted', 'refused'].includes(state))
          const none = { id: 'Tidak ada pendaftaran yang berjalan.', en: 'No registration goes on.' }
          invocation.result(
            { registrations: shown.map(published) },
            shown.map((line) => lineText(invocation, line)).join('\n') || invocation.text(none),
          )
        }),
      ),
    )
}

async function linesOf(invocation: Invocation, data: OpenData): Promise<readonly Line[]> {
  const consents = await openConsentOffice(invocation, data, issuerConfiguration(data.configuration))
  const office = { store: data.store.registrations, consents }
  const listed = await data.store.registrations.list(invocation.environment.now(), listLimit)
  return await Promise.all(
    listed.map(async (registration) => {
      const { id, state } = registration
      // What a review waits for is said by its reasons alone.
      if (state !== 'review') return { ...registration, standing: state }
      const now = await registrationStatus(office, { id, access: 'office' })
      return { ...registration, state: now.state, standing: standingOf(now) }
    }),
  )
}

function published({ id: registrationId, state, standing, createdAt, expiresAt }: Line): object {
  const waitsFor = waitedFor[standing]
  return { registrationId, state, ...(waitsFor && { waitsFor }), createdAt, expiresAt }
}

function lineText(invocation: Invocation, { id, standing, createdAt, expiresAt }: Line): string {
  const [begun, ends] = [invocation.time(createdAt), invocation.time(expiresAt)]
  const times = { id: `dimulai ${begun}, berakhir ${ends}`, en: `begun ${begun}, ends ${ends}` }
  return `${id}  ${invocation.text(standingWords[standing])}\n  ${invocation.text(times)}`
}
