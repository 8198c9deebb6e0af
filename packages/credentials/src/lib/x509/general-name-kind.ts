/** The tags of `GeneralName` that Lontar understands (RFC 5280 section 4.2.1.6). */
export const dnsNameKind = 2
export const directoryNameKind = 4
export const uriKind = 6
