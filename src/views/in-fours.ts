// Keys and deletion codes in groups.

/** Groups of four are what a person can compare with a screen, or type from paper. */
export function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}
