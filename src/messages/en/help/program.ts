// What ukp alone and ukp --help say before and between the verbs.

type Rows = readonly (readonly [string, string])[]

export const overview = {
  program: 'One-time codes (TOTP) from an encrypted vault, for Ügyfélkapu+ and every other account with such codes.',
  programExamples: ['ukp enroll mama', 'ukp code mama', 'ukp backup'] as readonly string[],
  groups: {
    everyday: 'Every day',
    vault: 'The vault',
    moving: 'Moving in and out',
    scripts: 'For scripts and the shell',
    other: 'More',
  },
  /** What `ukp` alone says. One screen: at most 24 lines of 80 columns. */
  short: {
    title: 'ukp keeps the keys of one-time codes in an encrypted vault.',
    everyday: [
      ['ukp code <name>', 'the current code; --copy: on the clipboard'],
      ['ukp watch', 'all codes, live; type to filter'],
      ['ukp list', 'all accounts'],
      ['ukp enroll', 'a new account at the portal, step by step'],
      ['ukp add <name> --qr picture.png', 'a new account, from its QR code'],
      ['ukp show <name>', 'everything about an account; --qr for a phone'],
      ['ukp edit <name>', 'its name, tags, note or deletion code'],
      ['ukp remove <name>', 'into the trash, and back: ukp restore <name>'],
      ['ukp backup', 'an encrypted copy of the vault'],
      ['ukp doctor', 'why is a code not accepted?'],
    ] as Rows,
    restTitle: 'The rest',
    rest: [
      ['ukp --help', 'all commands and options'],
      ['ukp help <command>', 'one command, with examples'],
      ['ukp help ugyfelkapu', 'the portal step by step, a new phone, a lost phone'],
    ] as Rows,
  },
  /** What `ukp` alone says where there is no vault yet. */
  first: {
    hello:
      'ukp makes the codes of Ügyfélkapu+, and of every other account with such codes, on this computer. The keys stay in an encrypted vault; there is none here yet.',
    title: 'The first step',
    steps: [
      ['ukp enroll', 'Ügyfélkapu+: goes with you through the portal'],
      ['ukp add <name> --qr picture.png', 'another account, from its QR code'],
      ['ukp import <file>', 'everything from another app'],
      ['ukp help ugyfelkapu', 'what to do at the portal; to be read before'],
    ] as Rows,
  },
}
