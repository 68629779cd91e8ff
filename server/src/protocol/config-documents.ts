/** Diagnostics of config files, at the place of each mistake: of those that are open, and of those that are not. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LoadedFile } from '../config/config-chain.ts';
import { type ConfigProblem, isConfigFile, readConfigFile } from '../config/config-file.ts';
import { exceptionFindings } from '../config/exception-findings.ts';
import type { ConfigException } from '../config/exceptions.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { canonical } from './uris.ts';
import type { Workspace } from './workspace.ts';

interface ConfigDocumentsHost {
  readonly workspace: Workspace;
  /** Whether the editor reports the syntax errors of JSON itself. */
  readonly syntaxElsewhere: () => boolean;
  /** Whether everything was checked, and nothing was excepted by an exception. */
  readonly isUnused: (exception: ConfigException) => boolean;
}

export class ConfigDocuments {
  readonly #host: ConfigDocumentsHost;

  constructor(host: ConfigDocumentsHost) {
    this.#host = host;
  }

  /** The config files that were loaded, by their URIs. */
  get uris(): readonly string[] {
    return this.#host.workspace.configFiles.map(({ file }) => file);
  }

  #loaded(uri: string): LoadedFile | undefined {
    return this.#host.workspace.configFiles.find(({ file }) => canonical(file) === canonical(uri));
  }

  /** Whether a document is a config file: by its name, or since one extends it. */
  has(uri: string): boolean {
    return isConfigFile(uri) || this.#loaded(uri) !== undefined;
  }

  /** The diagnostics of a config file as it was loaded. */
  ofFile(uri: string): readonly Diagnostic[] {
    const loaded = this.#loaded(uri);
    return loaded ? this.of(TextDocument.create(uri, 'json', 0, loaded.text)) : [];
  }

  /** The diagnostics of an open config file. What rests on other files is said only of the text that was loaded. */
  of(document: TextDocument): readonly Diagnostic[] {
    const { uri } = document;
    const text = document.getText();
    const loaded = this.#loaded(uri);
    const isLoaded = loaded?.text === text;
    const config = isLoaded ? loaded.config : readConfigFile(text);
    const problems: readonly ConfigProblem[] = isLoaded ? loaded.problems : config.problems;
    const { workspace, isUnused, syntaxElsewhere } = this.#host;
    const judgesUse = isLoaded && workspace.isOfFolder(uri);
    return [
      ...problems
        .filter(({ isSyntax }) => !(isSyntax && syntaxElsewhere()))
        .map(({ span, message }) => ({
          range: toRange(document, span),
          message,
          severity: DiagnosticSeverity.Error,
          source: 'Bedrock Policy',
        })),
      ...exceptionFindings(config, (each) => judgesUse && isUnused(each)).map((finding) =>
        toDiagnostic(document, finding),
      ),
    ];
  }
}

/** What was loaded, a sentence a file, for the output: a bug report must say it. */
export const loadedOf = (files: readonly LoadedFile[]): readonly string[] =>
  files.length === 0
    ? ['No config file.']
    : files.map(({ file, problems, config: { options } }) => {
        const rules = Object.keys(options.rules).length;
        const asked = Object.keys(options.organization);
        return `Read ${file}. Severities: ${rules}, exceptions: ${options.exceptions.length}, requirements: ${asked.join(', ') || 'none'}, mistakes: ${problems.length}.`;
      });
