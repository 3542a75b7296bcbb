// How many accounts, in words.

/** "3 accounts", "1 account". */
export const accounts = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`)
