/**
 * Reads the example policies of `snippets/`, which are VS Code's snippet files too, for *Insert Snippet*. They have no `prefix`
 * there: VS Code would offer them by it in every JSON file, and within strings. Completion offers them by their `label`.
 */

export interface PolicySnippet {
  /** Without its form: `One model`. */
  readonly name: string;
  /** A whole document, or one or several statements of a list. */
  readonly form: 'policy' | 'statement';
  /** The label under which completion offers it: `bedrock-one-model`. */
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
  'resource-policies',
] as const;

interface SnippetFile {
  readonly [name: string]: {
    readonly label: string;
    readonly description: string;
    readonly body: readonly string[];
  };
}

/** Reads all snippets. `read` gives the text of a group's file. */
export function readSnippets(read: (group: string) => string): readonly PolicySnippet[] {
  return SNIPPET_GROUPS.flatMap((group) =>
    Object.entries(JSON.parse(read(group)) as SnippetFile).map(([title, { label, description, body }]) => ({
      name: title.replace(/ \((policy|statements?)\)$/, ''),
      form: title.endsWith('(policy)') ? 'policy' : 'statement',
      prefix: label,
      description: description.replace(/^(Policy|Statements?): /, ''),
      // After a whole policy the cursor goes to the end of the document, which needs no tab stop.
      body: body.join('\n').replace(/\n\$0$/, ''),
      group,
    })),
  );
}

/** The Region and account that are written into examples, as far as they are known. */
export interface ExampleDefaults {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/** An example's body whose tab stops for the Region and the account begin with what is known. */
export function withDefaults(body: string, { region, account }: ExampleDefaults): string {
  const placed = region
    ? body
        .replace(/\$\{(\d+):aws-region\}/g, (_, stop: string) => `\${${stop}:${region}}`)
        .replace(/\$\{(\d+)\|(us-east-1,[^|]*)\|\}/g, (_, stop: string, regions: string) => {
          const others = regions.split(',').filter((each) => each !== region);
          return `\${${stop}|${[region, ...others].join(',')}|}`;
        })
    : body;
  return account ? placed.replace(/\$\{(\d+):111122223333\}/g, (_, stop: string) => `\${${stop}:${account}}`) : placed;
}
