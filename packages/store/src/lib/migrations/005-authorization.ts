import type { Migration } from './migration.ts'

/** What authorization requests, codes and refresh tokens need; nothing yet. */
export const authorization: Migration = { version: 5, apply: async () => {} }
