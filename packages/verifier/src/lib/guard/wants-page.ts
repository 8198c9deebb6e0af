import { transactionHeader } from './transaction-header.ts'

/** Whether a caller is a browser that shows what it gets: neither a client with a transaction of its own nor a script. */
export function wantsPage(request: Request): boolean {
  if (request.headers.has(transactionHeader)) return false
  return request.headers.get('accept')?.toLowerCase().includes('text/html') === true
}
