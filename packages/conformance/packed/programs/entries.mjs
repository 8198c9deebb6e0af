// Imports each of the entries that are named, and says how many there were.
const names = process.argv.slice(2)
for (const name of names) await import(name)
process.stdout.write(`${names.length} entries\n`)
