/** What a person types: task by task the keys, and the document that must come of them, to the letter. */

export interface Task {
  readonly name: string;
  readonly file: string;
  /** The document before, with `¦` for the cursor. */
  readonly start?: string;
  /**
   * The keys: characters as they are, ⏎ for Enter, ⇥ for Tab to the next place, ↓ and ⎋ for the arrow and Escape, and ⟦label⟧ for Tab
   * on a list whose first suggestion is to be this one.
   */
  readonly keys: string;
  readonly result: string;
}

/** The keys of a script, by their names, and the suggestions that are accepted. */
export function readKeys(script: string): { readonly keys: readonly string[]; readonly wanted: readonly string[] } {
  const NAMES: Readonly<Record<string, string>> = {
    '⏎': 'Enter',
    '⇥': 'Tab',
    '↓': 'ArrowDown',
    '⎋': 'Escape',
    '⤓': 'Control+End',
  };
  const pieces = script.match(/⟦[^⟧]*⟧|[\s\S]/gu) ?? [];
  return {
    keys: pieces.flatMap((piece) => (piece.startsWith('⟦') ? ['list', 'Tab'] : [NAMES[piece] ?? piece])),
    wanted: pieces.filter((piece) => piece.startsWith('⟦')).map((piece) => piece.slice(1, -1)),
  };
}

export const TASKS: readonly Task[] = [
  {
    name: 'Sonnet through its EU profile, guardrail required',
    file: 'eu-sonnet.policy.json',
    keys: 'pol⟦policy⟧⟦Allow⟧inf⟦inference, streaming included⟧⇥eusonnet⟦eu.anthropic.claude-sonnet-5 + model ARNs⟧⇥222233334444⇥⇥⏎con⟦Condition⟧guard⟦bedrock:GuardrailIdentifier⟧⟦guardrail/GuardrailId⟧⇥⇥ab12cd34ef56',
    result: '',
  },
  {
    name: 'package.json',
    file: 'package.json',
    keys: '{⏎"name": "eu-policy",⏎"version": "1.0.0",⏎"scripts": {⏎"deploy": "node deploy.js --stage dev-2"⏎',
    result: '',
  },
];
