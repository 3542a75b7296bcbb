// ukp verify: what it says about an account, the clock and the key; when earlier keys go and when they stay. First with a
// clock and answers of the test's own, then through the real program.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer, Context, Globals } from '../../src/commands/command.ts'
import { runVerify } from '../../src/commands/verify.ts'
import { UkpError } from '../../src/errors.ts'
import { loadMessages } from '../../src/messages/choose.ts'
import type { FormerSecret } from '../../src/otp/account.ts'
import { codeOfCounter, codeOfStep, stepAt } from '../../src/otp/code.ts'
import { allAccounts, type Contents, type StoredAccount } from '../../src/vault/contents.ts'
import type { OpenVault } from '../../src/vault/vault.ts'
import type { Applied, World } from '../../src/world/world.ts'
import { dropHome, type Home, KEY, newHome, PASSPHRASE, PYTHON, play, ukp, ukpJson } from '../kit/ukp.ts'
import { account, contentsWith, makeVault, NOW } from '../vault/kit.ts'

const [en, hu] = [await loadMessages('en'), await loadMessages('hu')]

/** Twenty seconds into a window of 30 s. */
const AT = 1_700_000_000_000
const OTHER = 'KRSXG5CTMVRXEZLU'

function former(secret: string): FormerSecret {
  const { type, algorithm, digits, period, counter } = account(0)
  return { type, secret, algorithm, digits, period, counter, deletionCode: '00000007', replaced: NOW }
}

const mama = account(1, { name: 'mama' })
const renewed = account(2, { name: 'papa', secret: OTHER, history: [former(mama.secret)] })
const codeAway = (one: StoredAccount, steps: number): string => codeOfStep(one, stepAt(one, AT) + steps)

interface Play {
  readonly globals?: Partial<Globals>
  /** What a person answers; null: nobody is there. */
  readonly answer?: boolean | null
  readonly hungarian?: boolean
  readonly isTerminal?: boolean
  /** The contents that a save finds, when somebody else saved in between. */
  readonly meanwhile?: Contents
}

interface Result {
  readonly answer: Answer
  readonly asked: string[]
  /** What was written before a question. */
  readonly shown: string
  readonly saved: Contents | null
}

async function verify(words: string | string[], contents: Contents, options: Play = {}): Promise<Result> {
  const asked: string[] = []
  let shown = ''
  let saved: Contents | null = null
  const { answer = null, isTerminal = false } = options
  const made = await makeVault({ contents })
  const files = new Map([['vault', made.bytes]])
  const confirm = async (question: string): Promise<boolean> => {
    asked.push(question)
    return answer === true
  }
  const world = {
    out: {
      write: (text: string) => {
        shown += text
      },
      isTerminal,
      columns: 80,
      color: false,
    },
    clock: { nowMs: () => AT, sleep: async () => undefined, zoneMinutes: () => 60 },
    prompts: async () => (answer === null ? null : { confirm }),
    vault: {
      file: 'vault',
      demandConsent: async () => undefined,
      open: async () => made.vault,
      change: async (_vault: OpenVault, apply: (found: Contents) => Applied<number>) => {
        const found = options.meanwhile ?? contents
        const { contents: next, result } = apply(found)
        if (next !== found) saved = next
        return { vault: { contents: next } as OpenVault, result }
      },
    },
    backups: async () => ({
      list: async () => [],
      read: async (file: string) => files.get(file) ?? new Uint8Array(),
      writeAutomatic: async (bytes: Uint8Array) => {
        files.set('automatic', bytes)
        return 'automatic'
      },
      surplus: async () => [],
      remove: async () => undefined,
    }),
  } as unknown as World
  const context: Context = {
    world,
    t: options.hungarian === true ? hu : en,
    globals: { json: false, quiet: false, yes: false, input: true, color: false, ...options.globals },
    say: (text) => {
      shown += `${text}\n`
    },
  }
  const done = await runVerify(typeof words === 'string' ? [words] : words, context)
  // A backup comes before every deletion.
  if (saved !== null) expect(files.has('automatic')).toBe(true)
  return { answer: done, asked, shown, saved }
}

async function reasonOf(run: Promise<unknown>): Promise<string> {
  return await run.then(
    () => 'none',
    (error: unknown) => (error instanceof UkpError ? error.reason : String(error)),
  )
}

describe('a match', () => {
  const vault = contentsWith([mama, account(3, { secret: OTHER, digits: 8 })])

  it('in the present window names the account and says that the clock is fine', async () => {
    const { answer, saved } = await verify(codeAway(mama, 0), vault)
    expect(answer).toEqual({
      text: 'mama\tpresent key\tnow\t22:13:00–22:13:30 UTC\n',
      notes: ['The code is valid now: the clock of this computer is fine.'],
      json: {
        matches: [
          {
            id: mama.id,
            name: 'mama',
            issuer: 'Ügyfélkapu+',
            account: 'kiss.anna',
            key: 'present',
            steps: 0,
            offsetSeconds: 0,
            validFrom: '2023-11-14T22:13:00.000Z',
            validUntil: '2023-11-14T22:13:30.000Z',
          },
        ],
        clockOffsetSeconds: 0,
        forgot: 0,
      },
    })
    expect(saved).toBeNull()
  })

  it('in the future says that the clock is slow, in the past that it is fast', async () => {
    const future = (await verify(codeAway(mama, 1), vault)).answer
    expect(future.text).toBe('mama\tpresent key\t1 step (30 s) in the future\t22:13:30–22:14:00 UTC\n')
    expect(future.notes).toEqual([
      'If the other device shows this code just now, your clock is about 25 s slow. Remedy: automatic time.',
    ])
    expect(future.json).toMatchObject({ matches: [{ steps: 1, offsetSeconds: 25 }], clockOffsetSeconds: 25 })
    const past = (await verify(codeAway(mama, -2), vault)).answer
    expect(past.text).toContain('\t2 steps (60 s) in the past\t')
    expect(past.notes?.join()).toContain('your clock is about 65 s fast')
    expect(past.json).toMatchObject({ matches: [{ steps: -2, offsetSeconds: -65 }], clockOffsetSeconds: -65 })
  })

  it('says the same in Hungarian', async () => {
    const text = async (steps: number): Promise<string> => {
      const { answer } = await verify(codeAway(mama, steps), vault, { hungarian: true })
      return `${answer.text}${answer.notes?.join('\n')}`
    }
    expect(await text(0)).toContain('jelenlegi kulcs\tmost\t')
    expect(await text(0)).toContain('a gép órája pontos.')
    expect(await text(2)).toContain('2 lépéssel (60 mp) később')
    expect(await text(2)).toContain('kb. 55 mp-et késik')
    expect(await text(-2)).toContain('2 lépéssel (60 mp) korábban')
    expect(await text(-2)).toContain('kb. 65 mp-et siet')
  })

  it('is a table on a terminal, and has the days where a window is longer than one', async () => {
    const daily = account(1, { name: 'door', period: 86_400 })
    const { answer } = await verify(codeAway(daily, 0), contentsWith([daily]), { isTerminal: true })
    expect(answer.text).toBe(
      ['NAME  KEY          WHEN  VALID', 'door  present key  now   2023-11-14 01:00:00–2023-11-15 01:00:00\n'].join(
        '\n',
      ),
    )
    expect(answer.notes).toEqual([])
  })

  it('of a counted code has its counter, and the counter stays', async () => {
    const bank = account(5, { name: 'bank', type: 'hotp', counter: 7 })
    const places = [0, 2, -1].map(async (away) => {
      const { answer, saved } = await verify(codeOfCounter(bank, 7 + away), contentsWith([bank]))
      expect(saved).toBeNull()
      expect(answer.json).toMatchObject({ clockOffsetSeconds: null })
      expect(Object.keys((answer.json.matches as object[])[0] ?? {})).toEqual(
        'id name issuer account key counter countersAhead'.split(' '),
      )
      return answer.text
    })
    expect(await Promise.all(places)).toEqual([
      'bank\tpresent key\tcode number 7, the next one\t\n',
      'bank\tpresent key\tcode number 9, 2 after the next one\t\n',
      'bank\tpresent key\tcode number 6, 1 before the next one\t\n',
    ])
  })

  it('is one of several where several have the code', async () => {
    const { answer } = await verify(codeAway(mama, 0), contentsWith([mama, { ...mama, id: 'X', name: 'twin' }]))
    expect(answer.json).toMatchObject({ matches: [{ name: 'mama' }, { name: 'twin' }], clockOffsetSeconds: 0 })
    expect(answer.text.split('\n').length).toBe(3)
  })

  it('is found for a code in groups, in one word or in two', async () => {
    const code = codeAway(mama, 0)
    const groups = [code.slice(0, 3), code.slice(3)]
    for (const words of [groups, [groups.join(' ')], [`\u00a0${code}`]]) {
      expect((await verify(words, vault)).answer.json).toMatchObject({ matches: [{ name: 'mama' }] })
    }
  })

  it('has the name of the account made visible', async () => {
    const nasty = account(1, { name: 'ma\u001b[2Jma', history: [former(OTHER)] })
    const { answer } = await verify(codeAway(nasty, 0), contentsWith([nasty]))
    expect(`${answer.text}${answer.notes?.join()}`).toContain('ma<U+001B>[2Jma')
    expect(`${answer.text}${answer.notes?.join()}`).not.toContain('\u001b')
  })
})

describe('no match', () => {
  it('is told for another code, and for an account in the trash', async () => {
    const code = codeAway(mama, 0)
    expect(await reasonOf(verify(codeAway(renewed, 0), contentsWith([mama])))).toBe('code-unknown')
    expect(await reasonOf(verify(code, contentsWith([{ ...mama, trashed: NOW }])))).toBe('code-unknown')
    expect(await reasonOf(verify(code, contentsWith([])))).toBe('code-unknown')
  })

  it('is told from what is no code at all, and from a key', async () => {
    for (const words of ['', '1234', '12345678901', '12345a', 'mama']) {
      expect(await reasonOf(verify(words, contentsWith([mama]))), words).toBe('invalid-value')
    }
    expect(await reasonOf(verify(KEY, contentsWith([mama])))).toBe('secret-in-argument')
    expect(await reasonOf(verify(['jbsw', 'y3dp', 'ehpk', '3pxp'], contentsWith([mama])))).toBe('secret-in-argument')
  })
})

describe('a code of an earlier key', () => {
  it('says that the new key is not in use yet, and how the earlier one comes back; nothing is asked or saved', async () => {
    const code = codeAway(mama, 0)
    for (const play of [{}, { answer: true }, { globals: { yes: true } }]) {
      const { answer, asked, saved } = await verify(code, contentsWith([renewed]), play)
      expect(answer.text).toBe('papa\tearlier key (until 2026-11-21)\tnow\t22:13:00–22:13:30 UTC\n')
      expect(answer.notes?.[1]).toBe(
        'The code is of an earlier key: the service does not use the new key yet. To bring the earlier one back: ukp restore papa',
      )
      expect(answer.json).toMatchObject({ matches: [{ name: 'papa', key: 'earlier' }], forgot: 0 })
      expect([asked, saved]).toEqual([[], null])
    }
  })
})

describe('a code of the present key of an account with earlier ones', () => {
  const code = codeAway(renewed, 0)
  const other = account(9, { name: 'other', secret: 'MFRGGZDFMZTWQ2LK', history: [former(KEY)] })
  const vault = contentsWith([mama, renewed, other])
  const keys = (contents: Contents | null): number[] | undefined =>
    contents === null ? undefined : allAccounts(contents).map(({ history }) => history.length)

  it('asks under what was found, and deletes them with yes, in one save of this account only', async () => {
    const { answer, asked, shown, saved } = await verify(code, vault, { answer: true })
    expect(asked).toEqual(['Did the service accept this code? Then the earlier key of papa is deleted.'])
    expect(shown).toBe(
      'papa\tpresent key\tnow\t22:13:00–22:13:30 UTC\nThe code is valid now: the clock of this computer is fine.\n',
    )
    expect(answer).toMatchObject({ text: '', notes: ['Earlier key deleted: papa'], json: { forgot: 1 } })
    expect(keys(saved)).toEqual([0, 0, 1])
    expect(saved?.entries[1]).toEqual({ ...renewed, history: [], modified: '2023-11-14T22:13:20.000Z' })
    expect(saved?.entries[2]).toBe(other)
  })

  it('keeps them with no', async () => {
    const { answer, asked, saved } = await verify(code, vault, { answer: false })
    expect([asked.length, saved]).toEqual([1, null])
    expect(answer).toMatchObject({ text: '', notes: ['Earlier keys are kept: papa'], json: { forgot: 0 } })
  })

  it('keeps them where nobody is asked, and says how they go', async () => {
    const alone = await verify(code, vault)
    expect(alone.saved).toBeNull()
    expect(alone.answer.notes?.[1]).toBe(
      'Earlier keys are kept: papa. To delete them once the service has accepted a code: ukp verify <code> --yes',
    )
    const json = await verify(code, vault, { answer: true, globals: { json: true } })
    expect([json.asked, json.saved, json.answer.json.forgot]).toEqual([[], null, 0])
  })

  it('deletes all of them with --yes, asked or not, with --json too', async () => {
    const twice = contentsWith([{ ...renewed, history: [former(mama.secret), former(KEY)] }])
    for (const globals of [{ yes: true }, { yes: true, json: true }]) {
      const { answer, asked, saved } = await verify(code, twice, { answer: false, globals })
      expect([asked, keys(saved)]).toEqual([[], [0]])
      expect(answer.json).toMatchObject({ forgot: 2 })
      expect(answer.text).not.toBe('')
      expect(answer.notes?.[1]).toBe('2 earlier keys deleted: papa')
    }
  })

  it('keeps them when another account has the code too', async () => {
    const twin = { ...renewed, id: 'X', name: 'twin', history: [] }
    const { asked, saved } = await verify(code, contentsWith([renewed, twin]), { answer: true, globals: { yes: true } })
    expect([asked, saved]).toEqual([[], null])
  })

  it('keeps them when the key was replaced, or they were deleted, between the question and the save', async () => {
    const replaced = { ...renewed, secret: KEY, history: [former(OTHER), ...renewed.history] }
    for (const meanwhile of [contentsWith([replaced]), contentsWith([{ ...renewed, history: [] }])]) {
      const { answer, saved } = await verify(code, vault, { globals: { yes: true }, meanwhile })
      expect(saved).toBeNull()
      expect(answer).toMatchObject({ json: { forgot: 0 } })
    }
    expect(await reasonOf(verify(code, vault, { globals: { yes: true }, meanwhile: contentsWith([mama]) }))).toBe(
      'account-not-found',
    )
  })
})

describe('the program', () => {
  let home: Home
  const given = { UKP_PASSPHRASE: PASSPHRASE }
  beforeEach(() => {
    home = newHome()
    ukp(home, ['add', 'mama', '--stdin', '--period', '300'], { stdin: KEY, env: given })
  })
  afterEach(() => dropHome(home))

  /** The code of a moment so many windows away, whichever window the run falls into. */
  const code = (secret: string, seconds = 0): string => {
    const one = account(0, { secret, period: 300 })
    return codeOfStep(one, stepAt(one, Date.now() + seconds * 1000))
  }

  it('finds an account by its code, under both names of the verb', () => {
    // Five minutes back is found also when a window ends in between.
    const { json, exit } = ukpJson(home, ['verify', code(KEY, -300)])
    expect(exit).toBe(0)
    expect(Object.keys(json)).toEqual(['ok', 'matches', 'clockOffsetSeconds', 'forgot'])
    expect(json).toMatchObject({ ok: true, matches: [{ name: 'mama', key: 'present' }], forgot: 0 })
    expect(ukp(home, ['azonosít', code(KEY, -300), '-q'], { env: given }).stdout).toMatch(/^mama\tpresent key\t/)
  })

  it('says 8 for a code of nobody, and 2 for none, and repeats neither', () => {
    const unknown = ukp(home, ['verify', '74839201'], { env: given })
    expect(unknown).toMatchObject({ exit: 8, stdout: '' })
    expect(unknown.stderr).toMatch(/^Error: The code is of none of the accounts.*\nNext step: .*ukp restore\n$/)
    expect(ukpJson(home, ['verify', '74839201']).json).toMatchObject({ ok: false, kind: 'rejected', exit: 8 })
    const wrong = ukp(home, ['verify', '7483'], { env: given })
    expect(wrong.exit).toBe(2)
    expect(`${unknown.stderr}${wrong.stderr}`).not.toContain('7483')
    expect(ukpJson(home, ['verify']).json).toMatchObject({ kind: 'usage', exit: 2 })
  })

  it.skipIf(PYTHON === null)(`asks on a terminal only${PYTHON === null ? ' (skipped: no python3)' : ''}`, () => {
    ukp(home, ['add', 'mama', '--replace', '--stdin', '--period', '300'], { stdin: OTHER, env: given })
    const history = (): unknown[] =>
      (ukpJson(home, ['show', 'mama', '--reveal']).json.account as { history: unknown[] }).history
    const ask = (key: string) =>
      play(home, ['verify', code(OTHER, -300)], [{ expect: 'Did the service accept this code?' }, { send: key }], {
        env: given,
      })
    expect(ask('\r')).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^mama\tpresent key\t/) })
    expect(history().length).toBe(1)
    expect(ukpJson(home, ['verify', code(OTHER, -300)]).json.forgot).toBe(0)
    expect(history().length).toBe(1)
    const yes = ask('y\r')
    expect(yes.exit).toBe(0)
    expect(yes.stderr).toContain('Earlier key deleted: mama')
    expect(history()).toEqual([])
    expect(ukp(home, ['code', 'mama', '-q', '--at', '0'], { env: given }).exit).toBe(0)
  })
})
