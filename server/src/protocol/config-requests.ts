/** Completion and hover in config files, for editors that have no schema for them. */
import {
  type CompletionItem,
  CompletionItemKind,
  type Hover,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configCompletions, configHover } from '../config/config-completion.ts';
import { configShape, type Shape } from '../config/shape.ts';
import { once } from '../patterns/memo.ts';
import type { Service } from '../service.ts';
import { toRange } from './convert.ts';

export interface ConfigRequests {
  complete(document: TextDocument, offset: number): readonly CompletionItem[];
  hover(document: TextDocument, offset: number): Hover | null;
}

/** `snippets`: whether the client takes tab stops. */
export function configRequests({ catalog, withoutTabStops }: Service, snippets: () => boolean): ConfigRequests {
  const shape: () => Shape = once(() => configShape(catalog));
  return {
    complete: (document, offset) =>
      configCompletions(document.getText(), offset, shape()).map(
        ({ label, description, kind, replace, insert }, index) => ({
          label,
          kind: kind === 'property' ? CompletionItemKind.Property : CompletionItemKind.Value,
          ...(description && { documentation: { kind: MarkupKind.Markdown, value: description } }),
          sortText: String(index).padStart(5, '0'),
          filterText: document.getText().charAt(replace.start) === '"' ? JSON.stringify(label) : label,
          insertTextFormat: snippets() ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
          textEdit: { range: toRange(document, replace), newText: snippets() ? insert : withoutTabStops(insert) },
        }),
      ),
    hover(document, offset) {
      const found = configHover(document.getText(), offset, shape());
      if (!found) return null;
      return { contents: { kind: MarkupKind.Markdown, value: found.text }, range: toRange(document, found.span) };
    },
  };
}
