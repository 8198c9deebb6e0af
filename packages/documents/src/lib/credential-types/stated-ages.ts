/** The ages that a credential from a KTP states, in years. */
export const statedAges: readonly number[] = [17, 18, 21, 60]

/** The ages that a visitor's credential states, in years. */
export const visitorAges: readonly number[] = [17, 18, 21]
