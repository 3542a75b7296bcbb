// What the system, or Node, calls a call that failed.

/** The code of a failed call ('ENOSPC', 'ERR_BUFFER_TOO_LARGE'); 'UNKNOWN', as libuv has it, where there is none. */
export function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'UNKNOWN'
}
