// `npm start` runs this beside the extension: an example with a finding, and the walkthrough beside it.
const vscode = require('vscode');

exports.activate = async () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder || vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) return; // a window that was open before
  const example = vscode.Uri.joinPath(folder.uri, 'invoke-claude-in-europe.policy.json');
  await vscode.window.showTextDocument(example, { preview: false });
  await vscode.commands.executeCommand('bedrockPolicy.getStarted');
  await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
};
