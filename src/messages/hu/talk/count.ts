// Hány bejegyzés, szavakkal.

export const entries = (count: number): string => `${count} bejegyzés`
