/** The forms in which policies are written in real files, each with the policies that must be found in it. */
import { readDocument } from '../../../server/src/service.ts';

export interface Form {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Of each policy: its kind, and its actions as they are read; a statement that a template may leave out has a `?`. */
  readonly policies: readonly string[];
}

/** `text` may begin on a line of its own. */
export const yaml = (name: string, text: string, ...policies: readonly string[]): Form => ({
  name,
  path: 'template.yaml',
  text: text.replace(/^\n/, ''),
  policies,
});

export const terraform = (name: string, text: string, ...policies: readonly string[]): Form => ({
  name,
  path: 'main.tf',
  text: text.replace(/^\n/, ''),
  policies,
});

/** The policies of a text, as a form says them. */
export const policiesIn = (text: string, path: string): readonly string[] =>
  readDocument(text, { path }).policies.map(({ kind, statements }) => {
    const actions = statements.flatMap(({ action, isConditional }) => {
      const known = (action?.values ?? []).filter((value) => value.kind === 'string').map((value) => value.text);
      return isConditional ? [`?${known.join(' ?')}`] : known;
    });
    return `${kind}: ${actions.join(' ')}`;
  });
