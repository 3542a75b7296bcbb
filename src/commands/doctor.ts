// ukp doctor: looks at everything that codes depend on, and says what to do. Changes nothing, and asks no server unless it
// is told to.
import { UkpError } from '../errors.ts'
import { type Finding, type FindingFacts, type FindingState, groupOf } from '../findings.ts'
import type { DoctorWords, Told } from '../messages/en/doctor.ts'
import { dayText } from '../messages/moment.ts'
import { sentenceOf } from '../messages/sentence.ts'
import { findingsText, sorted } from '../views/findings-text.ts'
import type { Answer, CommandModule, Context } from './command.ts'
import { accountFindings } from './doctor/accounts.ts'
import { clockFindings, type TimeServer, timeServer } from './doctor/clock.ts'
import { computerFindings } from './doctor/computer.ts'
import { pictureFindings } from './doctor/pictures.ts'
import { backupFindings, type Opening, openIfPossible, vaultFindings, vaultOf } from './doctor/vault.ts'

export interface DoctorOptions {
  readonly timeServer?: TimeServer
  /** true: where pictures usually lie. */
  readonly lookForPictures?: readonly string[] | true
}

export const doctor: CommandModule = {
  declare(command, t, runner) {
    command
      .option('--time-server [host]', t.help.options.timeServer, timeServer)
      .option('--look-for-pictures [folder...]', t.help.options.lookForPictures)
      .action((options: DoctorOptions) => runner((context) => runDoctor(options, context)))
  },
}

export async function runDoctor(options: DoctorOptions, context: Context): Promise<Answer> {
  const { world, t } = context
  const opening = await openIfPossible(context)
  const found = await Promise.all([
    clockFindings(options.timeServer, vaultOf(opening), context),
    vaultFindings(opening, context),
    backupFindings(opening, context),
    accountFindings(opening),
    computerFindings(context),
  ])
  // Last, because it takes long and writes its progress.
  const pictures = options.lookForPictures === undefined ? [] : await pictureFindings(options.lookForPictures, context)
  const findings = [...found.flat(), ...pictures]
  const words = await t.doctor()
  const told = await Promise.all(
    findings.map(async (one) => ({ group: groupOf(one.id), ...one, ...(await inWords(one, opening, words, context)) })),
  )
  const failure = failureOf(findings, opening)
  return {
    json: {
      findings: sorted(told).map(({ id, group, state, facts, message, remedy }) => {
        return { id, group, state, facts, message, remedy }
      }),
    },
    text: `${findingsText(told, words, world.out)}\n${words.counts(countsOf(findings))}\n`,
    ...(failure === null ? {} : { failure }),
  }
}

async function inWords(
  { id, facts }: Finding,
  opening: Opening,
  words: DoctorWords,
  { world, t }: Context,
): Promise<Told> {
  if (opening.is === 'failed' && opening.id === id) {
    const { message, hint } = await sentenceOf(opening.error, t)
    return { message, remedy: hint === '' ? null : hint }
  }
  // The table's type ties each id to its facts, and so does `finding`; only the compiler cannot follow the pair.
  const sentences = words.findings as Record<string, (facts: Finding['facts']) => Told>
  const shown =
    'created' in facts ? { ...facts, created: dayText(facts.created, { zone: world.clock, words: t.words }) } : facts
  return sentences[id]?.(shown) ?? { message: id, remedy: null }
}

function countsOf(findings: readonly Finding[]): Record<FindingState, number> {
  const counts = { broken: 0, warning: 0, note: 0, ok: 0 }
  for (const { state } of findings) counts[state]++
  return counts
}

/** The exit code is that of the gravest: a vault that is no good counts more than one that is locked, and that more than a clock. */
function failureOf(findings: readonly Finding[], opening: Opening): UkpError | null {
  if (opening.is === 'failed') return opening.error
  const clock = findings.find(({ id, state }) => id === 'clock-offset' && state === 'broken')
  if (clock === undefined) return null
  const { seconds } = clock.facts as FindingFacts['clock-offset']
  return new UkpError('clock-wrong', { seconds: Math.round(Math.abs(seconds)), slow: seconds > 0 })
}
