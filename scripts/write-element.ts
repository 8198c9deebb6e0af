// Bundles the web component into the source file that a verifier serves it from. A test compares the two.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleElement, elementScriptFile, elementScriptSource } from './bundle-element.ts'

writeFileSync(join(import.meta.dirname, '..', elementScriptFile), elementScriptSource(await bundleElement()))
