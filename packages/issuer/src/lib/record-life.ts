/**
 * How long what is known of an issuance is kept after the end of its offer, of its last credential and of everything by
 * which it can be renewed, in seconds: 90 days. So long an operator can still find and explain a credential that has ended;
 * nothing of it can be revoked or renewed any more.
 */
export const recordLifeSeconds = 7_776_000
