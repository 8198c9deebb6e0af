// Runs any number of hostile variants and prints a table: pnpm mutants --count 1000000 --seed 7
import { parseArgs } from 'node:util'
import { createScene } from './create-scene.ts'
import { type ClassResult, runMutants } from './run-mutants.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '20261101' } },
})
const [count, seed] = [Number(values.count), Number(values.seed)]

const { results, digest } = await runMutants({
  ...(await createScene(seed)),
  count,
  seed,
  onProgress: (tried) => tried % 50_000 === 0 && console.error(`${tried} of ${count} variants tried`),
})
console.log(`seed ${seed}, SHA-256 of all variants ${digest}`)
console.table(Object.fromEntries(results.map(row)))
const bad = results.flatMap(({ accepted, untyped }) => [...accepted, ...untyped])
for (const repeat of bad.slice(0, 10)) console.log(repeat)
process.exitCode = bad.length === 0 ? 0 : 1

function row({
  name,
  tried,
  distinct,
  harmless,
  exceptions,
  accepted,
  untyped,
}: ClassResult): [string, object] {
  return [
    name,
    {
      tried,
      distinct,
      accepted: accepted.length,
      untyped: untyped.length,
      exceptions,
      'not an attack': harmless,
    },
  ]
}
