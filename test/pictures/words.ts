// Words for the text around the codes: Hungarian and English, of portals and of nothing in particular.
import type { Random } from './random.ts'

const HUNGARIAN =
  'a az és egy majd kérjük nyissa meg hitelesítő alkalmazást olvassa be kódot vagy írja be kulcsot fiók beállítás második lépés ügyintézés belépés azonosítás személyes adatok mentés tovább vissza segítség ügyfél tárhely értesítés kapu szolgáltatás díjmentes időpont foglalás törlőkód őrizze biztonságos helyen'
const ENGLISH =
  'the and then open your authenticator app scan this code or enter key account settings second step sign in security save next back help device backup service notification password change remove add member team project issue branch release notes file edit view history bookmarks tools window'
const GREETINGS = [
  'Szia!',
  'Köszi szépen',
  'Itt a kód',
  'ok',
  'Ezt olvasd be',
  'Megvan?',
  'thanks!',
  'holnap hívlak',
  'jó',
]
const TITLES = [
  'Kétlépcsős azonosítás',
  'Two-factor authentication',
  'Hitelesítő alkalmazás',
  'Set up authenticator',
  'Biztonság',
]
const BUTTONS = ['Tovább', 'Mégse', 'Mentés', 'Continue', 'Cancel', 'Verify', 'Vissza', 'Kész']
const MENU = ['Kezdőlap', 'Ügyek', 'Beállítások', 'Profil', 'Security', 'Billing', 'Team', 'Súgó', 'Kilépés', 'Tárhely']
const LIST = { hu: HUNGARIAN.split(' '), en: ENGLISH.split(' ') }
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export function someWords(random: Random, count: number): string {
  const list = LIST[random.pick(['hu', 'hu', 'en'] as const)]
  const text = Array.from({ length: count }, () => random.pick(list)).join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const someGreeting = (random: Random): string => random.pick(GREETINGS)
export const someTitle = (random: Random): string => random.pick(TITLES)
export const someButton = (random: Random): string => random.pick(BUTTONS)
export const someMenu = (random: Random, count: number): string[] => random.shuffled(MENU).slice(0, count)

/** A key in groups of four, as it stands under a code; not the key of the code. */
export function keyGroups(random: Random, groups: number): string {
  const group = (): string => Array.from({ length: 4 }, () => random.pick([...LETTERS])).join('')
  return Array.from({ length: groups }, group).join(' ')
}

export const clock = (random: Random): string => `${random.int(7, 22)}:${String(random.int(0, 59)).padStart(2, '0')}`
