/**
 * Reads an IP address as the URL Standard or a resolver writes it.
 *
 * @param text dotted decimal, or colons and hexadecimal with or without square brackets.
 * @returns 4 or 16 bytes, or `undefined` when the text is no IP address (a name, a zone identifier).
 */
export function parseIpAddress(text: string): Uint8Array | undefined {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  return bare.includes(':') ? parseIpv6(bare) : parseIpv4(bare)
}

/**
 * Tells whether an address is loopback: 127.0.0.0/8 or ::1.
 *
 * @param address 4 or 16 bytes.
 * @returns true for loopback.
 */
export function isLoopbackAddress(address: Uint8Array): boolean {
  if (address.length === 4) return address[0] === 127
  return address.every((byte, index) => byte === (index === 15 ? 1 : 0))
}

/**
 * Tells whether an address is globally reachable. Whatever the IANA special-purpose registries list is not: private,
 * shared, link-local, multicast, documentation and benchmark ranges, and the IPv6 ranges that hold an IPv4
 * address (IPv4-mapped, NAT64, 6to4, Teredo).
 *
 * @param address 4 or 16 bytes.
 * @returns true when it may be contacted.
 * @see RFC 6890, IANA IPv4 and IPv6 Special-Purpose Address Registries
 */
export function isPublicAddress(address: Uint8Array): boolean {
  const special = address.length === 4 ? specialIpv4 : specialIpv6
  // Of IPv6 only 2000::/3 is global unicast (RFC 4291 section 2.4).
  if (address.length === 16 && !isWithin(address, globalUnicast)) return false
  return !special.some((range) => isWithin(address, range))
}

/**
 * Tells whether an address is one of a private network: RFC 1918, shared address space (RFC 6598), or unique local IPv6
 * (RFC 4193).
 *
 * @param address 4 or 16 bytes.
 * @returns true for an address that means something only inside a network.
 */
export function isPrivateAddress(address: Uint8Array): boolean {
  return (address.length === 4 ? privateIpv4 : privateIpv6).some((range) => isWithin(address, range))
}

interface AddressRange {
  readonly first: Uint8Array
  readonly bits: number
}

const specialIpv4 = ranges([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])

const privateIpv4 = ranges(['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'])
const privateIpv6 = ranges(['fc00::/7'])
const specialIpv6 = ranges(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])
const globalUnicast = range('2000::/3')

function ranges(texts: readonly string[]): readonly AddressRange[] {
  return texts.map(range)
}

function range(text: string): AddressRange {
  const [first = '', bits = ''] = text.split('/')
  return { first: parseIpAddress(first) ?? new Uint8Array(), bits: Number(bits) }
}

function isWithin(address: Uint8Array, { first, bits }: AddressRange): boolean {
  return address.every((byte, index) => {
    const significant = Math.min(Math.max(bits - index * 8, 0), 8)
    const mask = (0xff00 >> significant) & 0xff
    return (byte & mask) === ((first[index] ?? 0) & mask)
  })
}

function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.', 5)
  if (parts.length !== 4) return undefined
  const bytes = parts.map((part) => (/^(0|[1-9][0-9]{0,2})$/.test(part) ? Number(part) : 256))
  return bytes.every((byte) => byte < 256) ? Uint8Array.from(bytes) : undefined
}

function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split('::', 3)
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1))
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  const missing = 16 - head.length - (tail?.length ?? 0)
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])])
}

/** Reads groups of 16 bits; the last of the whole address may be an IPv4 address (RFC 4291 section 2.2). */
function parseGroups(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bytes: number[] = []
  for (const [index, group] of groups.entries()) {
    const parsed = parseGroup(group, isEnd && index === groups.length - 1)
    if (parsed === undefined) return undefined
    bytes.push(...parsed)
  }
  return bytes
}

function parseGroup(group: string, isLast: boolean): readonly number[] | undefined {
  if (isLast && group.includes('.')) {
    const embedded = parseIpv4(group)
    return embedded && [...embedded]
  }
  if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined
  const value = Number.parseInt(group, 16)
  return [value >> 8, value & 0xff]
}
