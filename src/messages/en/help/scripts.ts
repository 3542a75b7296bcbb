// Help of what is for scripts and the shell.
import { verb } from './verb.ts'

export const scripts = {
  completion: verb(
    'Print the completion script of a shell',
    'The script knows every command and option; for these, pressing Tab starts nothing. Names of accounts are asked of ukp, where the vault opens without a question.',
    'eval "$(ukp completion bash)"',
    'ukp completion zsh > ~/.zsh/completions/_ukp',
    'ukp completion fish > ~/.config/fish/completions/ukp.fish',
  ),
  run: verb(
    'Run a program with keys, codes or user names in its environment',
    'A variable is NAME=field:account; the fields are code, secret (the key), account (the user name), uri and deletion-code. A code is made when the program starts: where it is needed later, hand over the key, or let the program call ukp code.',
    'ukp run --env TOTP_SEED=secret:mama --env TOTP_USER=account:mama -- npm start',
    'ukp run --env CODE=code:vpn --min-remaining 10 -- ./connect.sh',
    'ukp run --env DELETION_CODE=deletion-code:mama -- sh -c \'echo "$DELETION_CODE" | lp\'',
  ),
}
