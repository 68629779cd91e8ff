/** An edit of the config file that holds for a document: made here, applied by the client. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileEdit } from '../../../shared/requests.ts';
import { CONFIG_FILE } from '../config/config-file.ts';
import type { Replacement } from '../service.ts';
import { toTextEdit } from './convert.ts';
import type { Session } from './session.ts';

/**
 * `change` receives the text of the config file, as it stands in the editor, and the document's path relative to it. It returns
 * undefined for a text that it cannot edit.
 */
export async function configEdit(
  session: Session,
  document: Pick<TextDocument, 'uri'>,
  change: (text: string, path: string) => readonly Replacement[] | undefined,
): Promise<FileEdit> {
  await session.configured();
  const config = session.configOf(document);
  if (!config) return { refusal: `Save the policy in an open folder first: this is stored in ${CONFIG_FILE} there.` };
  let text = session.documents.get(config.uri)?.getText();
  try {
    text ??= await session.readText(config.uri);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { refusal: `${CONFIG_FILE} cannot be read, so nothing is stored: ${cause}` };
  }
  const target = TextDocument.create(config.uri, 'jsonc', 0, text ?? '');
  const edits = change(target.getText(), config.path);
  if (!edits)
    return {
      refusal: `${CONFIG_FILE} is not JSON, or has something else where a list or an object is needed. Fix that first.`,
    };
  const create = text === undefined && edits.length > 0;
  return { uri: config.uri, create, edits: edits.map((edit) => toTextEdit(target, edit)) };
}
