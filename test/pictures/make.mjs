// Runs make.ts on every Node: vite, which vitest brings along, compiles the TypeScript on the way.
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const server = await createServer({
  root: fileURLToPath(new URL('.', import.meta.url)),
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
try {
  const { main } = await server.ssrLoadModule('/make.ts')
  process.exitCode = await main(process.argv.slice(2))
} finally {
  await server.close()
}
