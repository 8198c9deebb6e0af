// Bundles without-node.mjs as an application of React Native is bundled, into bundle.js, which sets `program`.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Metro from 'metro'

const require = createRequire(import.meta.url)
writeFileSync('entry.js', "import { run } from './without-node.mjs'\nglobalThis.program = { run }\n")
const config = await Metro.loadConfig(
  { cwd: process.cwd() },
  {
    projectRoot: process.cwd(),
    resolver: {
      sourceExts: ['js', 'mjs', 'cjs', 'json'],
      unstable_conditionNames: ['react-native'],
    },
    transformer: { babelTransformerPath: require.resolve('@react-native/metro-babel-transformer') },
    reporter: { update: () => {} },
    cacheStores: [],
  },
)
const options = { entry: 'entry.js', out: 'bundle.js', platform: 'ios', dev: false, minify: false }
await Metro.runBuild(config, options)
