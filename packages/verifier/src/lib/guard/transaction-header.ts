/** The header by which a client that is no browser names its transaction. */
export const transactionHeader = 'lontar-transaction'
