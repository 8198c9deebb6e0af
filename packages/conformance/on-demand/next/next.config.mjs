// The packages are read from their sources, as everywhere in this repository.
export default {
  basePath: '/shop',
  // The compiler of the repository has checked the types already.
  typescript: { ignoreBuildErrors: true },
  outputFileTracingRoot: new URL('../../../..', import.meta.url).pathname,
  experimental: { externalDir: true },
  webpack(config) {
    config.resolve.conditionNames = ['source', '...']
    return config
  },
  headers: async () => [{ source: '/:path*', headers: [{ key: 'set-cookie', value: 'sid=1; Path=/' }] }],
}
