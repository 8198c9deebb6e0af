import { firstTables } from './001-first-tables.ts'
import { statusListsPublished } from './002-status-lists-published.ts'
import { noDerivedIdentifiers } from './003-no-derived-identifiers.ts'
import { tokenClients } from './004-token-clients.ts'
import { authorization } from './005-authorization.ts'
import { proofOfPossession } from './006-proof-of-possession.ts'
import { deferredIssuance } from './007-deferred-issuance.ts'
import { promisesAndRenewals } from './008-promises-and-renewals.ts'
import { requestDetails } from './009-request-details.ts'
import { endsOfIssuances } from './010-ends-of-issuances.ts'
import { receipts } from './011-receipts.ts'
import { events } from './012-events.ts'
import { subjects } from './013-subjects.ts'
import { officers } from './014-officers.ts'
import { agents } from './015-agents.ts'
import { registrations } from './016-registrations.ts'
import { serviceCredentials } from './017-service-credentials.ts'
import type { Migration } from './migration.ts'

/** Every step, in order. */
export const migrations: readonly Migration[] = [
  firstTables,
  statusListsPublished,
  noDerivedIdentifiers,
  tokenClients,
  authorization,
  proofOfPossession,
  deferredIssuance,
  promisesAndRenewals,
  requestDetails,
  endsOfIssuances,
  receipts,
  events,
  subjects,
  officers,
  agents,
  registrations,
  serviceCredentials,
]
