// docs/commands/code.md, list.md, show.md, verify.md, watch.md, run.md, completion.md, help.md, and docs/exit-codes.md.
import { mkdirSync } from 'node:fs'
import { KEY } from '../../kit/ukp.ts'
import { MAMA, PAPA, type Place } from '../place.ts'
import { A_CODE, CTRL_C, ENTER, type Page } from '../run.ts'

const both = (place: Place): Promise<void> => place.vault(MAMA, PAPA)

/** The key file that several pages name. */
function scriptsKey(place: Place): void {
  place.ukp(['key', 'add', 'key-file', place.path('.config/ukp.key'), '-q'])
}

const code: Page = {
  file: 'docs/commands/code.md',
  home: both,
  examples: [
    { line: 'ukp code mama' },
    // There is no clipboard here; real ones: test/real/clipboard-x11.test.ts and clipboard-wayland.test.ts.
    { line: 'ukp code mama --copy', exit: 10, says: 'could not be copied' },
    { line: 'ukp code mama --osc52', says: A_CODE },
    { line: 'ukp code', typed: [['papa', ENTER]], says: A_CODE },
    { line: 'ukp code mama --min-remaining 8 --no-input', says: A_CODE },
    // What was handed out above is forgotten: the wait for the next code is in test/commands.
    { line: 'ukp code mama --fresh --json', before: (place) => place.gone('.local/state'), says: '"code"' },
    { line: 'ukp code mama --next', says: /^\d{3} \d{3} {3}Valid in \d{1,2} s, for 30 s\.$/m },
    { line: 'ukp code mama --at 1700000000', exact: true },
    { line: 'ukp code mama --at 2026-11-21T10:15:30Z', says: 'valid for 30 more seconds' },
    { line: 'ukp code --all', says: 'papa' },
    { line: "ukp code mama | tr -d '\\n'", says: /^\d{6}$/m },
  ],
}

const list: Page = {
  file: 'docs/commands/list.md',
  home: both,
  examples: [
    { line: 'ukp list' },
    { line: 'ukp list anna', says: 'mama' },
    { line: 'ukp list --tag family --json', says: '"mama"' },
  ],
}

const show: Page = {
  file: 'docs/commands/show.md',
  home: both,
  examples: [
    { line: 'ukp show mama' },
    { line: 'ukp show mama --reveal', says: '04711042' },
    { line: 'ukp show mama --qr', says: '▀' },
    { line: 'ukp show mama papa --qr', typed: [['Enter', ENTER]], says: '▀' },
    { line: 'ukp show --tag family --qr', typed: [['Enter', ENTER]], says: '▀' },
    { line: 'ukp show mama --uri', says: `secret=${KEY}` },
  ],
}

const verify: Page = {
  file: 'docs/commands/verify.md',
  // Accounts with eight digits: 123456 is the code of none, whatever the time. Found codes: test/commands/verify.test.ts.
  home: (place) => place.vault({ ...MAMA, digits: 8 }, { ...PAPA, digits: 8 }),
  examples: [
    { line: 'ukp verify 123456', exit: 8, says: 'of none of the accounts' },
    { line: 'ukp verify "123 456" --json', exit: 8, says: '"rejected"' },
    { line: 'ukp verify 123456 --yes', exit: 8, says: 'of none of the accounts' },
  ],
}

const watch: Page = {
  file: 'docs/commands/watch.md',
  home: both,
  examples: [
    { line: 'ukp watch', typed: [['papa', 'q']] },
    { line: 'ukp watch anna', typed: [['mama', CTRL_C]], exit: 130 },
    { line: 'ukp watch --lock-after 30s', typed: [['papa', 'q']] },
    { line: 'ukp watch --lock-after never --lang hu', typed: [['bejegyzés', 'q']] },
  ],
}

const run: Page = {
  file: 'docs/commands/run.md',
  home: async (place) => {
    await place.vault(MAMA, { ...PAPA, tags: [] }, { name: 'vpn', secret: 'MFRGGZDFMZTWQ2LK' })
    scriptsKey(place)
    // Programs that say what they were given. Real ones: test/commands/run.test.ts.
    place.program('npm', 'echo "npm $*: $TOTP_SEED $TOTP_USER"')
    place.program('lp', 'echo "lp: $(cat)"')
    place.program('../connect.sh', 'echo "connect: $CODE"')
    place.file('login.js', "console.log('login:', process.env.SEED, process.env.OTHER, process.argv[2])")
  },
  examples: [
    {
      line: 'ukp run --env TOTP_SEED=secret:mama --env TOTP_USER=account:mama -- npm start',
      says: `npm start: ${KEY} minta.anna`,
    },
    { line: 'ukp run --env CODE=code:vpn --min-remaining 10 -- ./connect.sh', says: 'connect: ' },
    {
      line: `ukp run --env DELETION_CODE=deletion-code:mama --quiet -- sh -c 'echo "$DELETION_CODE" | lp'`,
      says: 'lp: 04711042',
    },
    {
      line: 'ukp run --env SEED=secret:mama --env OTHER=secret:papa --key-file ~/.config/ukp.key -- node login.js --headless',
      asked: true,
      says: `login: ${KEY} ${PAPA.secret} --headless`,
    },
  ],
}

/** The folder has to be there first, as the page says. @returns what makes it */
const folder = (name: string) => (place: Place) => void mkdirSync(place.path(name), { recursive: true })

const completion: Page = {
  file: 'docs/commands/completion.md',
  home: async (place) => {
    await both(place)
    scriptsKey(place)
  },
  // What the shells do with these scripts: test/real/completion.test.ts.
  examples: [
    {
      line: 'ukp completion bash > ~/.config/ukp-completion.bash',
      leaves: ['.config/ukp-completion.bash', 'made by: ukp completion bash'],
    },
    {
      line: 'ukp completion zsh > ~/.zsh/completions/_ukp',
      before: folder('.zsh/completions'),
      leaves: ['.zsh/completions/_ukp', '#compdef ukp'],
    },
    {
      line: 'ukp completion fish > ~/.config/fish/completions/ukp.fish',
      before: folder('.config/fish/completions'),
      leaves: ['.config/fish/completions/ukp.fish', 'made by: ukp completion fish'],
    },
    { line: 'ukp completion names --key-file ~/.config/ukp.key', asked: true },
  ],
}

const help: Page = {
  file: 'docs/commands/help.md',
  home: () => undefined,
  examples: [
    { line: 'ukp help', says: 'Usage: ukp' },
    { line: 'ukp help backup create', says: 'Usage: ukp backup create' },
    { line: 'ukp add --help', says: 'Usage: ukp add' },
    { line: 'ukp help exit-codes', says: '130' },
    { line: 'ukp help ugyfelkapu', says: 'Ügyfélkapu+ igénylése' },
    { line: 'ukp --lang hu help', says: 'Használat: ukp' },
  ],
}

const exitCodes: Page = {
  file: 'docs/exit-codes.md',
  home: async (place) => {
    await both(place)
    scriptsKey(place)
  },
  examples: [
    {
      line: 'ukp code mama --key-file ~/.config/ukp.key --min-remaining 8 --no-input --json',
      asked: true,
      says: '"ok":true',
    },
  ],
}

const installing: Page = {
  file: 'docs/installing.md',
  home: () => undefined,
  examples: [{ line: 'ukp --version', says: /^\d+\.\d+\.\d+$/ }],
}

export const PAGES: readonly Page[] = [code, list, show, verify, watch, run, completion, help, exitCodes, installing]
