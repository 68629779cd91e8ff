/** "Set Policy Kind": the edit of the config file that says of which kind a file's policies are. */
import type { FileEdit, ServerRequests } from '../../../shared/requests.ts';
import { kindWrittenFor, writeKind } from '../config/config-edits.ts';
import { CONFIG_FILE } from '../config/config-file.ts';
import { POLICY_KINDS } from '../service.ts';
import { configEdit } from './config-edit.ts';
import type { Session } from './session.ts';

export async function kindEdit(
  session: Session,
  { textDocument, kind: name }: ServerRequests['bedrockPolicy/setKind'][0],
): Promise<FileEdit> {
  const kind = POLICY_KINDS.find((each) => each === name);
  if (name !== null && !kind)
    return { refusal: `There is no kind ${JSON.stringify(name)}. The kinds: ${POLICY_KINDS.join(', ')}.` };
  let left: string | undefined;
  const edit = await configEdit(session, textDocument, (text, path) => {
    left = kind ? undefined : kindWrittenFor(text, path);
    return writeKind(text, path, kind);
  });
  // A glob is about other files too.
  if (left && 'edits' in edit && edit.edits.length === 0)
    return {
      refusal: `${CONFIG_FILE} says ${left} by a glob in "kinds", for this file and perhaps others. Change it there.`,
    };
  return edit;
}
