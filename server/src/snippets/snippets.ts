/** Reads the example policies of `snippets/`, which are VS Code's snippet files, for all other uses. */

export interface PolicySnippet {
  /** Without its form: `One model`. */
  readonly name: string;
  /** A whole document, or one or several statements of a list. */
  readonly form: 'policy' | 'statement';
  readonly prefix: string;
  /** For whom the policy is, and when. */
  readonly description: string;
  /** Snippet text with tab stops; lines are indented with tabs. */
  readonly body: string;
  /** The file that it stands in: `least-privilege`. */
  readonly group: string;
}

/** The snippet files, in the order in which they are shown. */
export const SNIPPET_GROUPS = [
  'examples',
  'roles',
  'sign-in',
  'least-privilege',
  'protections',
  'service-roles',
] as const;

interface SnippetFile {
  readonly [name: string]: {
    readonly prefix: string;
    readonly description: string;
    readonly body: readonly string[];
  };
}

/** Reads all snippets. `read` gives the text of a group's file. */
export function readSnippets(read: (group: string) => string): readonly PolicySnippet[] {
  return SNIPPET_GROUPS.flatMap((group) =>
    Object.entries(JSON.parse(read(group)) as SnippetFile).map(([title, { prefix, description, body }]) => ({
      name: title.replace(/ \((policy|statements?)\)$/, ''),
      form: title.endsWith('(policy)') ? 'policy' : 'statement',
      prefix,
      description: description.replace(/^(Policy|Statements?): /, ''),
      // After a whole policy the cursor goes to the end of the document, which needs no tab stop.
      body: body.join('\n').replace(/\n\$0$/, ''),
      group,
    })),
  );
}
