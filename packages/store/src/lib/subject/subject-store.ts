import type { StoreDatabase } from '../store-database.ts'
import { type Affected, affectedBetween } from './affected-between.ts'
import { describeSubject, type SubjectHoldings } from './describe-subject.ts'
import { type ErasedHoldings, eraseSubject } from './erase-subject.ts'
import { purgeSubjects } from './purge-subjects.ts'
import { liftRestriction, restrictSubject } from './restrictions.ts'
import {
  closeRequest,
  listRequests,
  openRequest,
  type SubjectRequest,
  type SubjectRequestKind,
} from './subject-requests.ts'
import { withdrawConsents } from './withdraw-consents.ts'

/** What persons may ask for by their rights, and what it does (UU 27/2022 articles 30, 32, 40 and 41). */
export interface SubjectStore {
  /** Everything that is held about a person, without a claim value. */
  describe(subject: string): Promise<SubjectHoldings>
  /** Opens a request, or finds the one of this kind that is open: its clock goes on. */
  open(input: {
    /** The keyed MAC, from `consents.subjectOf`. */
    readonly subject: string
    /** What is asked for. */
    readonly kind: SubjectRequestKind
    /** When the person asked; the clock begins then. */
    readonly openedAt: Date
    /** By when it has to be served. */
    readonly dueAt: Date
  }): Promise<SubjectRequest>
  /** Ends a request, once; false when it is unknown or ended before. */
  close(input: {
    /** From `open`. */
    readonly requestId: string
    /** How it ended, without personal data; at most 200 characters. */
    readonly outcome: string
    /** When it ended. */
    readonly doneAt: Date
    /** How long its record is kept. */
    readonly keptUntil: Date
  }): Promise<boolean>
  /** Requests: the open ones, those due first at the head, or the newest of all. */
  requests(which: 'open' | 'all', limit: number): Promise<readonly SubjectRequest[]>
  /** Stops everything for a person; false when it was stopped before. */
  restrict(subject: string, since: Date): Promise<boolean>
  /** Lets it go on; false when it was not stopped. */
  lift(subject: string): Promise<boolean>
  /**
   * Withdraws every consent of a person, and erases what waits to be issued or renewed on their ground; returns how many
   * consents.
   */
  withdraw(subject: string, at: Date, keptUntil: Date): Promise<number>
  /**
   * Erases what is held about a person and need not be kept, withdraws the consents, and cuts the way from the person to
   * what was issued. The credentials must have been revoked before: afterwards nobody finds them by the person.
   */
  erase(subject: string, at: Date, keptUntil: Date): Promise<ErasedHoldings>
  /** What a breach between two instants can have touched (article 46), from records without a claim value. */
  affectedBetween(from: Date, to: Date): Promise<Affected>
  /** Deletes consents, requests, registrations, images and links that are past their time; returns the rows touched. */
  purge(now: Date): Promise<number>
}

/** The rights of persons on the database. */
export function createSubjectStore(database: StoreDatabase): SubjectStore {
  return Object.freeze<SubjectStore>({
    describe: (subject) => describeSubject(database, subject),
    open: (input) => openRequest(database, input),
    close: (input) => closeRequest(database, input),
    requests: (which, limit) => listRequests(database, which, limit),
    restrict: (subject, since) => restrictSubject(database, subject, since),
    lift: (subject) => liftRestriction(database, subject),
    withdraw: (subject, at, keptUntil) => withdrawConsents(database, subject, at, keptUntil),
    erase: (subject, at, keptUntil) => eraseSubject(database, subject, at, keptUntil),
    affectedBetween: (from, to) => affectedBetween(database, from, to),
    purge: (now) => purgeSubjects(database, now),
  })
}
