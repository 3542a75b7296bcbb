// The environment of a process that ukp starts for itself.

/** Everything but our passphrase, and options of Node that make it write reports, wait for a debugger or start slowly. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(UKP_|NODE_)/i.test(name)))
}
